using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Disputes;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The clocks of a step: its own, and that of the whole dispute.</summary>
internal sealed class StepClocks(StepRows rows, Entry entry, Facts facts)
{
    private readonly ClockCards _cards = new(rows.Timers, rows.Tasks, entry.Facts!.Subject, Reading.Of(entry, facts));

    /// <summary>The clock that a task goes by: its own, or that of the step which waits for it.</summary>
    public ClockCard? OfTask(WorkTaskRow task) => _cards.OfTask(task);

    /// <summary>The clock of the whole dispute; null where there is none.</summary>
    public ClockCard? Total() => IsDispute ? _cards.Whole(rows.Case.DateOfDispute) : null;

    /// <summary>When stage 4 would end if the next request goes out today and each stage takes its days (ruling 17).</summary>
    public Projection? Projection()
    {
        if (!IsDispute || rows.Instance.EndedAt is not null) return null;
        var stage = Math.Clamp(Stage ?? 1, 1, 4);
        var sent = Stage is null ? null : rows.Tasks.Where(t => t.Kind == Engine.Execution.TaskKind.Request).Select(t => (DateTimeOffset?)t.OpenedAt).Min();
        var day = sent is { } at ? Workflows.UkWords.LocalDate(at) : entry.Today;
        return DisputeRules.Project(stage, day, rows.Case.DateOfDispute, Calendar);
    }

    private bool IsDispute => rows.Instance.DefinitionId is "qap" or "drp-stage";

    private WorkingDayCalendar Calendar => facts.Calendars[facts.DefaultCalendar];

    private int? Stage => rows.Instance.Input is { } input && JsonNode.Parse(input)?["stage"] is JsonValue value && value.TryGetValue<int>(out var stage) ? stage : null;
}
