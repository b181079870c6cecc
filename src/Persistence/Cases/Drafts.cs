using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What a person is typing, kept for that person alone: no lock, no engine, no audit. Saving a section takes its draft away.</summary>
public sealed class Drafts(NpgsqlDataSource source, BusinessClock clock)
{
    internal const string Put = """
        insert into drafts (instance_id, section_id, person_id, base_version, content, saved_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (instance_id, section_id, person_id) do update set base_version = excluded.base_version,
            content = excluded.content, saved_at = excluded.saved_at
        """;

    /// <summary>Keeps what was typed. Whether the person may know of the instance is decided before.</summary>
    /// <param name="baseVersion">Version of the section that the page showed.</param>
    public async Task KeepAsync(string instanceId, string sectionId, string personId, int baseVersion, JsonObject values, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Put)
            .Text(instanceId).Text(sectionId).Text(personId).Number(baseVersion).Text(values.ToJsonString()).Moment(clock.Now()));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Throws a draft away.</summary>
    public async Task DropAsync(string instanceId, string sectionId, string personId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.DeleteDraft).Text(instanceId).Text(sectionId).Text(personId));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
