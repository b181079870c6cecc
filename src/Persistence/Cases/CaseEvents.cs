using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// What a commit tells other systems. Most of it is read off the rows, as they were and as they will be, so that no
/// command can forget to tell; what leaves no such trace is told by <see cref="CaseRecord"/>.
/// </summary>
internal static class CaseEvents
{
    /// <summary>The events of this commit as rows of the outbox, in order; null when nothing has happened. Before the case's own row is written.</summary>
    public static NpgsqlBatchCommand? Tell(OpenedCase opened, DateTimeOffset now)
    {
        var told = Of(opened).ToList();
        if (told.Count == 0) return null;
        int[] numbers = [.. told.Select(_ => ++opened.Row.OutboxNumber)];
        return new NpgsqlBatchCommand(CaseWrites.InsertEvents)
            .Text(opened.Row.Id).Moment(now).Numbers(numbers)
            .Texts([.. told.Select(e => EventCatalog.Of(e).Name)])
            .Texts([.. told.Select((e, i) => EventCatalog.Write(e, opened.Row.Id, numbers[i], now))]);
    }

    private static IEnumerable<CaseEvent> Of(OpenedCase opened)
    {
        var row = opened.Row;
        if (opened.IsNew) yield return new CaseOpened(row.Reference, row.Area);
        else if (opened.WasStatus != CaseStatus.Open && row.Status == CaseStatus.Open) yield return new CaseReopened(row.Reference, row.Area);
        foreach (var instance in opened.Instances.Values.Where(i => i.IsNew).Select(i => i.Row))
            yield return new StepStarted(instance.Id, instance.DefinitionId, instance.VersionId, instance.Reference, instance.Area);
        foreach (var task in opened.Tasks.Values.Where(t => t is { Closed: true, IsNew: false })) yield return Closed(task.Row);
        foreach (var told in opened.Told) yield return told;
        foreach (var task in opened.Tasks.Values)
            foreach (var told in Of(task)) yield return told;
        foreach (var instance in opened.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Finished && (i.IsNew || i.WasStatus != WorkflowStatus.Finished)).Select(i => i.Row))
            yield return new StepEnded(instance.Id, instance.DefinitionId, instance.VersionId, instance.Reference, instance.SubStatus.ToString(), instance.VoidedAt is not null);
        if (row.Status != CaseStatus.Open && (opened.IsNew || opened.WasStatus != row.Status)) yield return new CaseClosed(row.Reference, row.Area, row.Status == CaseStatus.Voided);
    }

    private static IEnumerable<CaseEvent> Of(OpenedTask task)
    {
        var row = task.Row;
        if (task.IsNew)
        {
            yield return new TaskOpened(row.Id, row.InstanceId, row.ActivityId, row.Kind.ToString(), row.Phase, Key(row.Role), row.TeamId, row.DueAt);
            if (task.Closed) yield return Closed(row);
            yield break;
        }

        if (task.Closed) yield break;
        if ((row.AssigneeId, row.TeamId) != (task.WasAssignee, task.WasTeam)) yield return new TaskReassigned(row.Id, row.InstanceId, Key(row.Role), row.TeamId);
        if (row.DueAt != task.WasDue) yield return new TaskDueMoved(row.Id, row.InstanceId, task.WasDue, row.DueAt);
    }

    private static CaseEvent Closed(WorkTaskRow row) => row switch
    {
        { Status: WorkTaskStatus.Cancelled } => new TaskWithdrawn(row.Id, row.InstanceId, row.ActivityId, row.Kind.ToString()),
        { Outcome: "return" } => new TaskReturned(row.Id, row.InstanceId, row.ActivityId, row.Kind.ToString()),
        _ => new TaskDone(row.Id, row.InstanceId, row.ActivityId, row.Kind.ToString(), row.Outcome),
    };

    /// <summary>The word of a role expression, without the person or team that it may name.</summary>
    public static string Key(string role) => role.Split(':')[0];
}
