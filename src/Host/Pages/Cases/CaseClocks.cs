using System.Text.Json;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>A clock with its title.</summary>
public sealed record TitledClock(string Title, ClockCard Card);

/// <summary>The clocks of a case: the whole first, then one for each step that has one.</summary>
public static class CaseClocks
{
    private const string Whole = "Whole dispute";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<TitledClock> Of(CaseSheet sheet, Subject subject, Reading reading)
    {
        var clocks = new List<TitledClock>();
        if (Total(sheet, reading) is { } total) clocks.Add(new TitledClock(Whole, total));
        foreach (var task in sheet.OpenTasks.Where(t => !sheet.Instance(t.InstanceId).Hidden))
        {
            if (sheet.Timers.FirstOrDefault(t => t.BookmarkId == task.Id) is not { } timer || Read(timer) is not { } clock) continue;
            var calendar = reading.CalendarOf(timer.CalendarId);
            clocks.Add(new TitledClock($"This step: {task.Title}", ClockExplanation.Explain(Named(clock, reading), reading.Now, calendar) with { Projection = Next(clock, task, subject, calendar, reading) }));
        }

        return clocks;
    }

    private static ClockCard? Total(CaseSheet sheet, Reading reading)
    {
        var formal = sheet.Steps.Any(i => Stage(i) is not null);
        if (sheet.TotalFrom is not { } from)
            return formal && sheet.Case.Status == CaseStatus.Open ? ClockCard.NotStarted(DisputeRules.TotalDays, "Starts when the date of dispute is confirmed.") : null;
        // Only the clock of the whole warns before its end; when its last alarm has rung, it is worked out from its first day.
        var running = sheet.Timers.Select(t => (Row: t, Clock: Read(t))).FirstOrDefault(t => t.Clock?.Rule.Marks.Any(m => m.Kind == ClockMarkKind.Warning) == true);
        var calendar = reading.CalendarOf(running.Row?.CalendarId);
        var clock = running.Clock ?? Since(from, calendar);
        var now = sheet.Case.EndedAt ?? reading.Now;
        var card = ClockExplanation.Explain(Named(clock, reading), now, calendar);
        if (sheet.Case.Status != CaseStatus.Open) return card with { Left = $"Ended {UkWords.Date(UkWords.LocalDate(now))}." };
        return card with { Projection = Projection(sheet, from, calendar, reading) };
    }

    // If the next stage were opened today: what is already under way keeps its own day of sending.
    private static string? Projection(CaseSheet sheet, DateOnly from, WorkingDayCalendar calendar, Reading reading)
    {
        var stage = sheet.Steps.Select(Stage).Max() ?? 0;
        return stage is 0 or >= 4
            ? null
            : DisputeRules.Project(stage + 1, WorkingDays.OnOrAfter(calendar, reading.Today), from, calendar).Sentence;
    }

    private static int? Stage(InstanceSheet instance) =>
        instance.InputValues?["stage"] is { } stage && int.TryParse(stage.ToString(), out var level) ? level : null;

    private static ClockWait Since(DateOnly from, WorkingDayCalendar calendar) => new()
    {
        Anchor = LocalTime.ToUtc(calendar, from, new TimeOnly(12, 0)),
        Rule = new ClockRule { WorkingDays = DisputeRules.TotalDays, Calendar = calendar.Id },
    };

    private static string? Next(ClockWait clock, WorkTaskRow task, Subject subject, WorkingDayCalendar calendar, Reading reading)
    {
        if (Clock.Next(clock, calendar) is not { Mark.Kind: ClockMarkKind.Due or ClockMarkKind.Rung } next || next.At < reading.Now) return null;
        var roles = new CaseRoles { Subject = subject, HolderId = task.AssigneeId, OwnerId = task.SentBy ?? task.AssigneeId };
        var told = next.Mark.Roles.SelectMany(r => RoleResolver.ResolveAll(r, roles, reading.Organisation, reading.Today, reading.Area))
            .Select(a => a.PersonId).OfType<string>().Distinct(StringComparer.Ordinal).Select(reading.Organisation.NameOf).ToList();
        return told.Count == 0 ? null : $"If it is still open on {UkDates.Moment(calendar, next.At)}, {string.Join(", ", told)} {(told.Count == 1 ? "is" : "are")} told.";
    }

    private static ClockWait? Read(TimerRow timer) => JsonSerializer.Deserialize<ClockWait>(timer.Clock, s_wire);

    // The clock keeps accounts; people read names.
    private static ClockWait Named(ClockWait clock, Reading reading) => clock with
    {
        Pauses = [.. clock.Pauses.Select(p => p with { Actor = reading.NameOf(p.Actor) })],
        Extensions = [.. clock.Extensions.Select(e => e with { Actor = reading.NameOf(e.Actor) })],
    };
}
