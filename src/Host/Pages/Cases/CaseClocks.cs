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

    public static IReadOnlyList<TitledClock> Of(CaseSheet sheet, Subject subject, Reading reading)
    {
        var clocks = new List<TitledClock>();
        var cards = new ClockCards(sheet.Timers, sheet.Tasks, subject, reading);
        if (Total(sheet, cards, subject, reading) is { } total) clocks.Add(new TitledClock(Whole, total));
        foreach (var task in sheet.OpenTasks.Where(t => !sheet.Instance(t.InstanceId).Hidden && sheet.Timers.Any(x => x.BookmarkId == t.Id)))
        {
            if (cards.OfTask(task) is { } card) clocks.Add(new TitledClock($"This step: {task.Title}", card));
        }

        return clocks;
    }

    private static ClockCard? Total(CaseSheet sheet, ClockCards cards, Subject subject, Reading reading)
    {
        var formal = sheet.Steps.Any(i => Stage(i) is not null);
        if (sheet.TotalFrom is not { } from) return formal && sheet.Case.Status == CaseStatus.Open ? cards.Whole(null) : null;
        if (sheet.Case.Status == CaseStatus.Open) return cards.Whole(from) with { Projection = Projection(sheet, from, reading) };
        var ended = sheet.Case.EndedAt ?? reading.Now;
        return new ClockCards(sheet.Timers, sheet.Tasks, subject, reading with { Now = ended }).Whole(from) with { Left = $"Ended {UkWords.Date(UkWords.LocalDate(ended))}." };
    }

    // If the next stage were opened today: what is already under way keeps its own day of sending.
    private static string? Projection(CaseSheet sheet, DateOnly from, Reading reading)
    {
        var stage = sheet.Steps.Select(Stage).Max() ?? 0;
        return stage is 0 or >= 4
            ? null
            : DisputeRules.Project(stage + 1, WorkingDays.OnOrAfter(reading.Calendar, reading.Today), from, reading.Calendar).Sentence;
    }

    private static int? Stage(InstanceSheet instance) =>
        instance.InputValues?["stage"] is { } stage && int.TryParse(stage.ToString(), out var level) ? level : null;
}
