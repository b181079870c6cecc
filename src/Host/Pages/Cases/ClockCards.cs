using System.Text.Json;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>
/// The cards of a case's clocks. Step page, case page, print and REST all take them from here, so that they say the same
/// words.
/// </summary>
/// <param name="timers">Alarms of the case.</param>
/// <param name="tasks">Work of the case or of the instance, open and closed.</param>
/// <param name="subject">Whom the case is about.</param>
/// <param name="reading">Who reads, when, and by which calendar.</param>
public sealed class ClockCards(IReadOnlyList<TimerRow> timers, IReadOnlyList<WorkTaskRow> tasks, Subject subject, Reading reading)
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>The card of the clock that a task goes by: its own, or that of the step which waits for it; null for none.</summary>
    public ClockCard? OfTask(WorkTaskRow task)
    {
        var step = timers.Any(t => t.BookmarkId == task.Id) ? task : tasks.FirstOrDefault(t => t.WaitsFor.Contains(task.Id, StringComparer.Ordinal));
        if (step is null || timers.FirstOrDefault(t => t.BookmarkId == step.Id) is not { } timer || Read(timer) is not { } clock) return null;
        var calendar = reading.CalendarOf(timer.CalendarId);
        var requests = Requests(step);
        var item = TaskFace.Item(step);
        var card = ClockExplanation.Explain(Named(clock), reading.Now, calendar);
        return card with
        {
            Projection = Next(clock, step, calendar),
            Holder = Ball.Holder(item, step.OpenedAt, requests, reading.Organisation, reading.Area, reading.Today),
            Held = Ball.Shares(card, item, requests, reading.Organisation, day => LocalTime.ToUtc(calendar, day, clock.Rule.CloseOfBusiness), reading.Now),
        };
    }

    /// <summary>The card of the clock of the whole dispute, without its projection.</summary>
    /// <param name="from">Its day 0; null while that is not confirmed.</param>
    public ClockCard Whole(DateOnly? from)
    {
        if (from is not { } day0) return ClockCard.NotStarted(DisputeRules.TotalDays, "Starts on the date of dispute that is confirmed at the first formal stage.");
        // Only the clock of the whole warns before its end; when its last alarm has rung, it is worked out from its first day.
        var (row, clock) = timers.Select(t => (Row: t, Clock: Read(t))).FirstOrDefault(t => t.Clock?.Rule.Marks.Any(m => m.Kind == ClockMarkKind.Warning) == true);
        var calendar = reading.CalendarOf(row?.CalendarId);
        return ClockExplanation.Explain(Named(clock ?? Since(day0, calendar)), reading.Now, calendar);
    }

    private static readonly ClockMark[] s_amber = [new() { Key = "amber", Kind = ClockMarkKind.Warning, WorkingDays = -5 }];

    private static ClockWait Since(DateOnly from, WorkingDayCalendar calendar) => new()
    {
        Anchor = LocalTime.ToUtc(calendar, from, new TimeOnly(12, 0)),
        Rule = new ClockRule { WorkingDays = DisputeRules.TotalDays, Calendar = calendar.Id, Marks = s_amber },
    };

    private IReadOnlyList<RequestSent> Requests(WorkTaskRow step) =>
    [
        .. tasks.Where(t => t.Id != step.Id && t.InstanceId == step.InstanceId)
            .Where(t => step.WaitsFor.Contains(t.Id, StringComparer.Ordinal) || (t.Kind == TaskKind.Request && t.ActivityId == step.ActivityId && t.OpenedAt >= step.OpenedAt))
            .Select(t => new RequestSent(TaskFace.Item(t), t.OpenedAt, t.Outcome)),
    ];

    private string? Next(ClockWait clock, WorkTaskRow task, WorkingDayCalendar calendar)
    {
        if (Clock.Next(clock, calendar) is not { Mark.Kind: ClockMarkKind.Due or ClockMarkKind.Rung } next || next.At < reading.Now) return null;
        var roles = new CaseRoles { Subject = subject, HolderId = task.AssigneeId, OwnerId = task.SentBy ?? task.AssigneeId };
        var told = next.Mark.Roles.SelectMany(r => RoleResolver.ResolveAll(r, roles, reading.Organisation, reading.Today, reading.Area))
            .Select(a => a.PersonId).OfType<string>().Distinct(StringComparer.Ordinal).Select(reading.Organisation.NameOf).ToList();
        return told.Count == 0 ? null : $"If it is still open on {UkDates.Moment(calendar, next.At)}, {string.Join(", ", told)} {(told.Count == 1 ? "is" : "are")} told.";
    }

    private static ClockWait? Read(TimerRow timer) => JsonSerializer.Deserialize<ClockWait>(timer.Clock, s_wire);

    // The clock keeps accounts; people read names.
    private ClockWait Named(ClockWait clock) => clock with
    {
        Pauses = [.. clock.Pauses.Select(p => p with { Actor = reading.NameOf(p.Actor) })],
        Extensions = [.. clock.Extensions.Select(e => e with { Actor = reading.NameOf(e.Actor) })],
    };
}
