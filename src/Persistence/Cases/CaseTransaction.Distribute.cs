using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Versions;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>What stops a version from being sent; null for any other work.</summary>
    private static async Task<CaseOutcome.Refused?> DistributionProblemAsync(CommandWork work, WorkItem item, ActOnTask command, CancellationToken cancel)
    {
        if (command.Action != Distribution.Send || work.Case.Tasks[item.TaskId].Row is not { Details: { } details } row) return null;
        var roles = new CaseRoles { Subject = work.Case.Subject, CaseId = work.Case.Row.Id, Named = work.Case.Participants.ByRole, HolderId = row.AssigneeId, ReviewerId = work.Case.Fields["reviewer"]?.ToString() ?? work.Case.Row.OpenedBy };
        if (Distribution.Read(JsonNode.Parse(details) as JsonObject, roles, work.Session.Organisation, work.Session.Today, row.Area) is not { } distribution) return null;
        return Refused(distribution.Check(command.Values, await FinalAsync(work, cancel)));
    }

    private static async Task<IReadOnlyList<int>> FinalAsync(CommandWork work, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(work.Session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(VersionStatements.Numbers).Text(work.Case.Row.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetInt32(0), cancel);
    }
}
