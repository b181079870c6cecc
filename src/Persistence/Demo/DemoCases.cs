using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Demo;

/// <summary>
/// Plays the demo cases: real commands through the real engine at past moments, ending on Tuesday 16 June 2026 at 9am,
/// where the demo's clock stands (ruling 14).
/// </summary>
public sealed class DemoCases(DemoStage stage, BusinessClock clock, NpgsqlDataSource source)
{
    internal const string MailsWereSent = """
        update mails set state = 'Sent', settled_at = not_before where state = 'Waiting' and not_before < $1
        """;

    /// <summary>Where the demo begins to tick.</summary>
    public static readonly DateTimeOffset Opening = new(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Plays all of them, in order of time, into a database that has no case yet.</summary>
    public async Task PlayAsync(CancellationToken cancel = default)
    {
        await clock.BeginAtAsync(DemoStory.Begins, cancel);
        foreach (var act in DemoStory.Acts.OrderBy(a => a.At))
        {
            await stage.MoveToAsync(act.At, cancel);
            await act.PlayAsync(stage, cancel);
        }

        await stage.MoveToAsync(Opening, cancel);
        // What was to be mailed in the past is history, not post for this morning.
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MailsWereSent).Moment(Opening));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
