using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    // Whoever may agree another date may also stop the clock.
    private static Task<CaseOutcome> PauseClockAsync(CommandWork work, PauseClock command)
    {
        if (ClockProblem(work, command.TaskId, command.ExpectedRevision, command.Reason, out var held) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        var (row, instance, bookmark) = held!.Value;
        if (Clock.IsPaused(bookmark.Clock!)) return Refuse(RefusalKind.Conflict, "This clock is paused already.");
        var due = Clocks.DueAt(bookmark.Clock!, work.Session.Facts);
        if (due <= work.Session.Now) return Refuse(RefusalKind.Invalid, "This is overdue: a pause undoes no miss. Agree a later date instead.");
        var paused = bookmark with { Clock = Clock.Pause(bookmark.Clock!, work.Session.Now, work.Actor.PersonId, command.Reason) };
        Replace(work.Hands, instance, bookmark, paused, First(paused, work.Session), "clock-paused");
        work.Record.Event(row.InstanceId, "paused", $"{row.Title}: the clock was paused. {command.Reason}", work.Actor);
        work.Record.Audit("clock.paused", work.Actor, row.Id, new JsonObject { ["due"] = due.ToString("O"), ["reason"] = command.Reason });
        return Answer(work, row);
    }

    private static Task<CaseOutcome> ResumeClockAsync(CommandWork work, ResumeClock command)
    {
        if (ClockProblem(work, command.TaskId, command.ExpectedRevision, command.Reason, out var held) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        var (row, instance, bookmark) = held!.Value;
        if (!Clock.IsPaused(bookmark.Clock!)) return Refuse(RefusalKind.Conflict, "This clock is not paused.");
        var old = Clocks.DueAt(bookmark.Clock!, work.Session.Facts);
        var running = bookmark with { Clock = Clock.Resume(bookmark.Clock!, work.Session.Now) };
        var due = Clocks.DueAt(running.Clock!, work.Session.Facts);
        Replace(work.Hands, instance, bookmark, running, First(running, work.Session), "clock-resumed");
        work.Record.Event(row.InstanceId, "resumed", $"{row.Title}: the clock runs again, due {UkWords.Moment(due)}{(due == old ? "" : $" instead of {UkWords.Moment(old)}")}. {command.Reason}", work.Actor);
        work.Record.Audit("clock.resumed", work.Actor, row.Id, new JsonObject { ["from"] = old.ToString("O"), ["to"] = due.ToString("O"), ["reason"] = command.Reason });
        return Answer(work, row);
    }

    private static CaseOutcome.Refused? ClockProblem(
        CommandWork work, string taskId, int revision, string reason, out (WorkTaskRow Row, OpenedInstance Instance, Bookmark Bookmark)? held)
    {
        held = null;
        if (TaskRefusal(work, taskId, CaseAction.Extend, reason, out var row) is { } refused) return refused;
        if (Stale(row!, revision) is { } stale) return stale;
        if (string.IsNullOrWhiteSpace(reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write the reason: it stays with the clock.");
        var instance = work.Case.Instances[row!.InstanceId];
        if (ClockOf(instance, row.Id) is not { } bookmark) return new CaseOutcome.Refused(RefusalKind.Invalid, "This work has no clock.");
        held = (row, instance, bookmark);
        return null;
    }

    // Only an agreed date has a first one beside it.
    private static DateTimeOffset? First(Bookmark bookmark, Session session) =>
        bookmark.Clock is { Extensions.Count: > 0 } clock ? Clocks.FirstDueAt(clock, session.Facts) : null;
}
