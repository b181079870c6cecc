using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Notices;

/// <summary>How many notices and alerts wait for somebody's eyes.</summary>
public sealed class UnreadCounts(NpgsqlDataSource source)
{
    internal const string Of = """
        select p.id,
            (select count(*) from notices n where n.person_id = p.id and n.read_at is null)
            + (select count(*) from alerts a where a.acknowledged_at is null and p.id = any(a.person_ids))
        from unnest($1::text[]) as p (id)
        """;

    /// <summary>The number of each person.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ReadAsync(IReadOnlyCollection<string> people, CancellationToken cancel = default)
    {
        if (people.Count == 0) return new Dictionary<string, int>();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Of).Texts(people));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => (Person: r.GetString(0), Number: (int)r.GetInt64(1)), cancel)).ToDictionary(r => r.Person, r => r.Number, StringComparer.Ordinal);
    }
}
