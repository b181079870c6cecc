using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>What starts the published version of a definition by itself. Written with the version, in one commit.</summary>
public sealed partial class DefinitionStore
{
    internal const string ForgetTriggers = "delete from triggers where definition_id = $1 and id <> all($2)";

    // A new version goes on where the old one stood: what was due stays due, and what has been started is not started again.
    internal const string PutTrigger = """
        insert into triggers (id, definition_id, version_id, activity_id, kind, value, methods, due_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (id) do update set version_id = excluded.version_id, activity_id = excluded.activity_id, kind = excluded.kind,
            value = excluded.value, methods = excluded.methods,
            due_at = case when triggers.kind = excluded.kind and triggers.value = excluded.value then triggers.due_at else excluded.due_at end
        """;

    internal const string OtherEndpoints = """
        select value, methods, definition_id from triggers where kind = 'Http' and value = any($1) and definition_id <> $2
        """;

    internal const string InForce = """
        select id, content from definition_versions
        where definition_id = $1 and retired_at is null and not snapshot order by version desc limit 1
        """;

    /// <summary>Makes the triggers those of the version that is in force now; none when there is no such version.</summary>
    private async Task ReindexAsync(string definitionId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, PublishLock, c => c.Text(definitionId), cancel);
        await IndexAsync(connection, definitionId, await InForceAsync(connection, definitionId, cancel), now, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<(string Id, WorkflowDefinition Definition)?> InForceAsync(NpgsqlConnection connection, string definitionId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InForce).Text(definitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) && DefinitionReader.Read(rows.GetString(1)).Definition is { } definition ? (rows.GetString(0), definition) : null;
    }

    private static async Task IndexAsync(
        NpgsqlConnection connection, string definitionId, (string Id, WorkflowDefinition Definition)? version, DateTimeOffset now, CancellationToken cancel)
    {
        var triggers = version is { } published ? WorkflowTriggers.Of(published.Definition) : [];
        await RunAsync(connection, ForgetTriggers, c => c.Text(definitionId).Texts([.. triggers.Select(t => IdOf(definitionId, t))]), cancel);
        foreach (var trigger in triggers)
        {
            await RunAsync(connection, PutTrigger, c => c
                .Text(IdOf(definitionId, trigger)).Text(definitionId).Text(version!.Value.Id).Text(trigger.ActivityId).Word(trigger.Kind).Text(trigger.Value)
                .Texts(trigger.Methods).Moment(WorkflowTriggers.Next(trigger.Kind, trigger.Value, last: null, now)), cancel);
        }
    }

    // A path and method lead to one definition.
    private static async Task<IReadOnlyList<string>> TakenEndpointsAsync(NpgsqlConnection connection, WorkflowDefinition definition, CancellationToken cancel)
    {
        var mine = WorkflowTriggers.Of(definition).Where(t => t.Kind == TriggerKind.Http).ToList();
        if (mine.Count == 0) return [];
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(OtherEndpoints).Texts([.. mine.Select(t => t.Value)]).Text(definition.DefinitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var others = await rows.ListAsync(r => (Path: r.GetString(0), Methods: r.Texts(1), Definition: r.GetString(2)), cancel);
        return
        [
            .. from trigger in mine
               from other in others
               where other.Path == trigger.Value
               from method in trigger.Methods.Intersect(other.Methods)
               select $"{definition.Nodes[trigger.NodeId].JsonPath}.path: {method} /{trigger.Value} leads to '{other.Definition}' already. Choose another path.",
        ];
    }

    private static string IdOf(string definitionId, WorkflowTrigger trigger) => $"{definitionId}:{trigger.NodeId}";
}
