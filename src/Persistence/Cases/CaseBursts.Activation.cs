using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    // The unique row decides a race: the second transaction waits for the first, and fails when that commits.
    private async Task ActivateAsync(WorkflowDefinition definition, InstanceRow row, CancellationToken cancel)
    {
        if (ActivationKeys.Of(definition, row.CorrelationId) is not { } key) return;
        if (definition.Activation == ActivationStrategy.Correlation && await IsTakenAsync(row.CorrelationId!, cancel)) throw new AlreadyRunningException(row.Title);
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertActivation).Text(key).Text(row.CaseId).Text(row.Id));
    }

    private async Task<bool> IsTakenAsync(string correlationId, CancellationToken cancel)
    {
        if (opened.Instances.Values.Any(i => i.Row.Status == WorkflowStatus.Running && i.Row.CorrelationId == correlationId)) return true;
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Correlated).Text(correlationId));
        return (bool)(await batch.ExecuteScalarAsync(cancel))!;
    }
}

/// <summary>What has to be unique among running instances.</summary>
internal static class ActivationKeys
{
    /// <summary>Name of the key that a second one runs against.</summary>
    public const string Constraint = "pk_activations";

    /// <summary>The key that an instance of a definition takes; null when any number may run.</summary>
    public static string? Of(WorkflowDefinition definition, string? correlationId) => definition.Activation switch
    {
        ActivationStrategy.Singleton => $"one:{definition.DefinitionId}",
        ActivationStrategy.CorrelatedSingleton => $"one:{definition.DefinitionId}:{correlationId}",
        ActivationStrategy.Correlation => $"correlation:{correlationId}",
        _ => null,
    };

    /// <summary>Whether a commit failed because another instance runs.</summary>
    public static bool IsConflict(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: Constraint } or AlreadyRunningException or BurstFailedException { InnerException: AlreadyRunningException };
}

/// <summary>A definition of which only one may run is running.</summary>
internal sealed class AlreadyRunningException(string title)
    : Engine.ReviewFlowException($"“{title}” is running already, and only one may run at a time.");
