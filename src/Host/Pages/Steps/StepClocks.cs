using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Disputes;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The clocks of a step: its own, and that of the whole dispute.</summary>
internal sealed class StepClocks(StepRows rows, Entry entry, Facts facts)
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>The clock that a task goes by: its own, or that of the step which waits for it.</summary>
    public ClockCard? OfTask(WorkTaskRow task)
    {
        var owner = rows.Tasks.FirstOrDefault(t => t.WaitsFor.Contains(task.Id, StringComparer.Ordinal));
        var timer = rows.Timers.FirstOrDefault(t => t.BookmarkId == task.Id) ?? rows.Timers.FirstOrDefault(t => t.BookmarkId == owner?.Id);
        if (timer is null) return null;
        var clock = JsonSerializer.Deserialize<ClockWait>(timer.Clock, s_wire)!;
        return ClockExplanation.Explain(clock, entry.Now, facts.Calendars[timer.CalendarId]);
    }

    /// <summary>The clock of the whole dispute; null where there is none.</summary>
    public ClockCard? Total()
    {
        if (!IsDispute) return null;
        if (rows.Case.DateOfDispute is not { } day0)
            return ClockCard.NotStarted(DisputeRules.TotalDays, "It starts on the date of dispute you confirm at the first formal stage.");
        var anchor = LocalTime.ToUtc(Calendar, day0, new TimeOnly(9, 0));
        var clock = new ClockWait { Anchor = anchor, Rule = new ClockRule { WorkingDays = DisputeRules.TotalDays, Calendar = Calendar.Id, Marks = s_amber } };
        return ClockExplanation.Explain(clock, entry.Now, Calendar);
    }

    /// <summary>When stage 4 would end if the next request goes out today and each stage takes its days (ruling 17).</summary>
    public Projection? Projection()
    {
        if (!IsDispute || rows.Instance.EndedAt is not null) return null;
        var stage = Math.Clamp(Stage ?? 1, 1, 4);
        var sent = Stage is null ? null : rows.Tasks.Where(t => t.Kind == Engine.Execution.TaskKind.Request).Select(t => (DateTimeOffset?)t.OpenedAt).Min();
        var day = sent is { } at ? Workflows.UkWords.LocalDate(at) : entry.Today;
        return DisputeRules.Project(stage, day, rows.Case.DateOfDispute, Calendar);
    }

    private static readonly ClockMark[] s_amber = [new() { Key = "amber", Kind = ClockMarkKind.Warning, WorkingDays = -5 }];

    private bool IsDispute => rows.Instance.DefinitionId is "qap" or "drp-stage";

    private WorkingDayCalendar Calendar => facts.Calendars[facts.DefaultCalendar];

    private int? Stage => rows.Instance.Input is { } input && JsonNode.Parse(input)?["stage"] is JsonValue value && value.TryGetValue<int>(out var stage) ? stage : null;
}
