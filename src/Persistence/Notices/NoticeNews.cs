using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Notices;

/// <summary>
/// Says on every host for whom there is something new in the app. A hint only: the rows are the truth, so a hint that is
/// lost loses nothing. Hints are gathered and sent apart from the commits, because a NOTIFY in each would slow all of them.
/// </summary>
public sealed class NoticeNews(NpgsqlDataSource source)
{
    /// <summary>Channel of the database on which hosts hear.</summary>
    public const string Channel = "reviewflow_notices";

    internal const string Call = "select pg_notify($1, $2)";

    // A message of NOTIFY holds less than 8,000 bytes; ids are short.
    private const int Together = 60;

    private readonly Channel<string> _people = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Notes that somebody's unread notices changed. Never waits.</summary>
    public void Note(IEnumerable<string> people)
    {
        foreach (var person in people) _people.Writer.TryWrite(person);
    }

    /// <summary>Waits until there is something to say.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancel = default) => _people.Reader.WaitToReadAsync(cancel);

    /// <summary>Says what was noted since.</summary>
    public async Task SayAsync(CancellationToken cancel = default)
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        while (_people.Reader.TryRead(out var person)) people.Add(person);
        if (people.Count == 0) return;
        await using var batch = source.CreateBatch();
        foreach (var some in people.Chunk(Together)) batch.BatchCommands.Add(new NpgsqlBatchCommand(Call).Text(Channel).Text(JsonSerializer.Serialize(some)));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
