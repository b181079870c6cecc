using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    // Work that is nobody's yet is taken by starting it; two who take it at once: the second is told who has it.
    private static Task<CaseOutcome> StartTaskAsync(CommandWork work, StartTask command)
    {
        if (work.Case.Tasks.GetValueOrDefault(command.TaskId)?.Row is { AssigneeId: null, Status: WorkTaskStatus.Open } free) return TakeAsync(work, free);
        if (TaskRefusal(work, command.TaskId, CaseAction.ActOnTask, null, out var row) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        if (row!.StartedAt is null)
        {
            row.StartedAt = work.Session.Now;
            work.Case.Tasks[row.Id].Changed = true;
        }

        return Answer(work, row);
    }

    private static Task<CaseOutcome> TakeAsync(CommandWork work, WorkTaskRow row)
    {
        var instance = work.Case.Instances[row.InstanceId];
        if (work.Decide(CaseAction.See, instance, null, null) is { } hidden) return Task.FromResult<CaseOutcome>(hidden);
        var person = work.Actor.PersonId;
        if (Refused(TaskRules.Claim(TaskFace.Item(row), person, work.Session.Organisation, work.Session.Today)) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        (row.AssigneeId, row.StartedAt) = (person, work.Session.Now);
        row.Revision++;
        work.Case.Tasks[row.Id].Changed = true;
        work.Record.Audit("task.taken", work.Actor, row.Id, []);
        return Answer(work, row);
    }

    private static Task<CaseOutcome> ReleaseAsync(CommandWork work, ReleaseTask command)
    {
        if (work.Case.Tasks.GetValueOrDefault(command.TaskId)?.Row is not { } row) return Refuse(RefusalKind.NotFound, Unknown.Message);
        if (work.Decide(CaseAction.See, work.Case.Instances[row.InstanceId], null, null) is { } hidden) return Task.FromResult<CaseOutcome>(hidden);
        if (row.Status == WorkTaskStatus.Open && Stale(row, command.ExpectedRevision) is { } stale) return Task.FromResult<CaseOutcome>(stale);
        if (Refused(TaskRules.Release(TaskFace.Item(row), work.Actor.PersonId)) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        (row.AssigneeId, row.ActingForId, row.StartedAt) = (null, null, null);
        row.Revision++;
        work.Case.Tasks[row.Id].Changed = true;
        work.Record.Audit("task.released", work.Actor, row.Id, []);
        return Answer(work, row);
    }

    private static Task<CaseOutcome> ReassignAsync(CommandWork work, ReassignTask command)
    {
        if (TaskRefusal(work, command.TaskId, CaseAction.Reassign, command.Reason, out var row) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        if (Stale(row!, command.ExpectedRevision) is { } stale) return Task.FromResult<CaseOutcome>(stale);
        var session = work.Session;
        if (Refused(TaskRules.Reassign(TaskFace.Item(row!), command.ToPersonId, command.Reason, session.Organisation, work.Case.Facts(), session.Today)) is { } not)
            return Task.FromResult<CaseOutcome>(not);
        ActingAcknowledges(work, row!.Id);
        var from = row.AssigneeId;
        var covers = from is not null && session.Organisation.Covers(command.ToPersonId, row.ActingForId ?? from, row.Area, session.Today);
        (row.ActingForId, row.AssigneeId) = (covers ? row.ActingForId ?? from : null, command.ToPersonId);
        (row.TeamId, row.CandidateIds, row.StartedAt, row.ReassignedByHand) = (null, [], null, true);
        row.Rule = $"Reassigned by {session.Organisation.NameOf(work.Actor.PersonId)}";
        row.Revision++;
        work.Case.Tasks[row.Id].Changed = true;
        work.Record.Event(row.InstanceId, "reassigned", $"{row.Title}: from {Name(work, from)} to {Name(work, command.ToPersonId)}. {command.Reason}", work.Actor);
        work.Record.Audit("task.reassigned", work.Actor, row.Id, new JsonObject { ["from"] = from, ["to"] = command.ToPersonId, ["reason"] = command.Reason });
        work.Record.Notice($"{row.Id}.reassigned.{row.Revision}", "task-reassigned", new[] { command.ToPersonId, from }.OfType<string>(), row.InstanceId, row.Id, row.DueAt, critical: false, null);
        return Answer(work, row);
    }

    private async Task<CaseOutcome> ExtendAsync(CommandWork work, ExtendClock command, CancellationToken cancel)
    {
        if (TaskRefusal(work, command.TaskId, CaseAction.Extend, command.Reason, out var row) is { } refused) return refused;
        if (Stale(row!, command.ExpectedRevision) is { } stale) return stale;
        return await SetElsewhereAsync(work, row!, cancel) is { } elsewhere ? elsewhere : await ExtendAsync(work, command, row!);
    }

    private static Task<CaseOutcome> ExtendAsync(CommandWork work, ExtendClock command, WorkTaskRow? row)
    {
        ActingAcknowledges(work, row!.Id);
        var instance = work.Case.Instances[row.InstanceId];
        if (ClockOf(instance, row.Id) is not { Clock.Rule.At: null } bookmark) return Refuse(RefusalKind.Invalid, "This work has no date to move.");
        var (session, calendar) = (work.Session, Clocks.Calendar(bookmark.Clock!.Rule.Calendar, work.Session.Facts));
        var old = Clock.DueOn(bookmark.Clock, calendar);
        if (string.IsNullOrWhiteSpace(command.Reason)) return Refuse(RefusalKind.Invalid, "Write why the date moves.");
        var people = new[] { work.Actor.PersonId, work.Actor.ActingFor }.OfType<string>();
        if (Refused(ExtensionRules.Check(bookmark.Clock, command.NewDueOn, people, ExtensionBound.Of(session.Settings, row.Area), calendar, session.Organisation, session.Today)) is { } bound)
            return Task.FromResult<CaseOutcome>(bound);
        var first = Clock.FirstDueAt(bookmark.Clock, calendar);
        var extended = bookmark with { Clock = Clock.Extend(bookmark.Clock, calendar, command.NewDueOn, work.Actor.PersonId, command.Reason, session.Now) };
        Replace(work.Hands, instance, bookmark, extended, first, "clock-extended");
        work.Record.Event(row.InstanceId, "extended", $"{row.Title}: due {UkWords.Date(command.NewDueOn)}, extended from {UkWords.Date(old)}. {command.Reason}", work.Actor);
        work.Record.Audit("clock.extended", work.Actor, row.Id, new JsonObject { ["from"] = old.ToString("O"), ["to"] = command.NewDueOn.ToString("O"), ["reason"] = command.Reason });
        return Answer(work, row);
    }

    // The clock sits on the owner's wait; the rows of those asked show the same date.
    private static void Replace(Hands work, OpenedInstance instance, Bookmark bookmark, Bookmark extended, DateTimeOffset? first, string template)
    {
        var state = instance.State!;
        state.Bookmarks[state.Bookmarks.IndexOf(bookmark)] = extended;
        instance.State = state;
        work.Bursts.Arm(instance, extended);
        var due = Clocks.DueAt(extended.Clock!, work.Session.Facts);
        Postpone(work, state, extended, due);
        string[] asked = [.. bookmark.Task?.WaitsFor ?? []];
        foreach (var id in asked)
        {
            if (state.Bookmarks.FindIndex(b => b.Id == id) is var at and >= 0 && state.Bookmarks[at] is { Task: { } wait } request)
                state.Bookmarks[at] = request with { Task = wait with { Details = Dated(wait.Details, due, first) } };
        }

        foreach (var task in asked.Append(bookmark.Id).Where(work.Case.Tasks.ContainsKey).Select(id => work.Case.Tasks[id]))
        {
            (task.Row.DueAt, task.Row.FirstDueAt, task.Changed) = (due, first, true);
            task.Row.Revision++;
            if (asked.Contains(task.Row.Id)) task.Row.Details = Dated(task.Row.Details is { } text ? JsonNode.Parse(text) as JsonObject : null, due, first).ToJsonString();
            if (task.Row.AssigneeId is { } holder)
                work.Record.Notice($"{task.Row.Id}.{template}.{task.Row.Revision}", template, [holder], instance.Row.Id, task.Row.Id, due, critical: false, null);
        }
    }

    // What was to be possible after the old date is possible after the new one.
    private static void Postpone(Hands work, WorkflowState state, Bookmark bookmark, DateTimeOffset due)
    {
        if (bookmark.Task is not { } wait || wait.Actions.All(a => a.AvailableFrom is null)) return;
        TaskAction[] actions = [.. wait.Actions.Select(a => a.AvailableFrom is null ? a : a with { AvailableFrom = due })];
        state.Bookmarks[state.Bookmarks.FindIndex(b => b.Id == bookmark.Id)] = bookmark with { Task = wait with { Actions = actions } };
        if (work.Case.Tasks.TryGetValue(bookmark.Id, out var task)) task.Row.Actions = TaskFace.Write(actions);
    }

    private static JsonObject Dated(JsonObject? details, DateTimeOffset due, DateTimeOffset? first)
    {
        var dated = (JsonObject?)details?.DeepClone() ?? [];
        (dated["dueAt"], dated["firstDueAt"]) = (due.ToString("O"), first?.ToString("O"));
        return dated;
    }

    /// <summary>The wait whose clock a task goes by: its own, or that of the step which waits for it.</summary>
    private static Bookmark? ClockOf(OpenedInstance instance, string taskId) =>
        instance.State?.Bookmarks.Find(b => b.Clock is not null && (b.Id == taskId || b.Task?.WaitsFor.Contains(taskId) == true));

    private Task<CaseOutcome> AcknowledgeAsync(CommandWork work, AcknowledgeAlert command)
    {
        if (work.Decide(CaseAction.AcknowledgeAlert, null, null, null) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        if (work.Case.Alerts.Find(a => a.Id == command.AlertId) is not { } alert) return Refuse(RefusalKind.Conflict, "This alert was acknowledged before, or its work is done.");
        Settle(work, alert);
        if (alert.Rung == ConcernRung) CalmConcern(work, alert);
        work.Record.Event(alert.InstanceId.Length == 0 ? null : alert.InstanceId, "acknowledged", $"Alert acknowledged by {Name(work, work.Actor.PersonId)}", work.Actor);
        work.Record.Audit("alert.acknowledged", work.Actor, alert.Id, []);
        return Task.FromResult<CaseOutcome>(work.Done(alert.InstanceId));
    }

    // Ruling 2: acting on the case acknowledges.
    private static void ActingAcknowledges(CommandWork work, string? taskId = null)
    {
        foreach (var alert in work.Case.Alerts.Where(a => a.BookmarkId == taskId || a.PersonIds.Contains(work.Actor.PersonId)).ToList()) Settle(work, alert);
    }

    // What was acknowledged climbs no further.
    private static void Settle(CommandWork work, AlertRow alert)
    {
        work.Record.Settle(alert, work.Actor.PersonId);
        if (work.Instance(alert.InstanceId) is not { State: { } state } instance) return;
        if (state.Bookmarks.FindIndex(b => b.Id == alert.BookmarkId) is not (var at and >= 0) || state.Bookmarks[at] is not { Clock: { } clock } bookmark) return;
        state.Bookmarks[at] = bookmark with { Clock = Clock.Acknowledge(clock, work.Session.Now) };
        instance.State = state;
        work.Bursts.Arm(instance, state.Bookmarks[at]);
    }

    private static CaseOutcome.Refused? TaskRefusal(CommandWork work, string taskId, CaseAction action, string? reason, out WorkTaskRow? row)
    {
        row = work.Case.Tasks.GetValueOrDefault(taskId)?.Row;
        if (row is null) return Unknown;
        var instance = work.Case.Instances[row.InstanceId];
        if (work.Decide(CaseAction.See, instance, null, null) is { } hidden && action != CaseAction.Reassign) return hidden;
        if (work.Decide(action, instance, TaskFace.Item(row), reason) is { } refused) return refused;
        return row.Status == WorkTaskStatus.Open ? null : new CaseOutcome.Refused(RefusalKind.Conflict, Finished(work, row));
    }

    private static CaseOutcome.Refused? Stale(WorkTaskRow row, int expected) => row.Revision == expected
        ? null
        : new CaseOutcome.Refused(RefusalKind.Conflict, "This work has changed since you opened the page. Look at it again.");

    private static Task<CaseOutcome> Answer(CommandWork work, WorkTaskRow row) => Task.FromResult<CaseOutcome>(
        work.Done(row.InstanceId, ("reference", work.Case.Instances[row.InstanceId].Row.Reference ?? work.Case.Row.Reference), ("taskId", row.Id), ("revision", row.Revision)));

    private static Task<CaseOutcome> Refuse(RefusalKind kind, string message) => Task.FromResult<CaseOutcome>(new CaseOutcome.Refused(kind, message));

    private static string Name(CommandWork work, string? id) => id is null ? "nobody" : work.Session.Organisation.NameOf(id);
}
