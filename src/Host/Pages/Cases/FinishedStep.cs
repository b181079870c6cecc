using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>A step that has ended, with how and when.</summary>
public sealed record FinishedStep(string InstanceId, string Title, string? Reference, string How, string When)
{
    public static IReadOnlyList<FinishedStep> Of(CaseSheet sheet, Reading reading) =>
    [
        .. sheet.Instances.Where(i => !i.Hidden && !i.Open)
            .OrderByDescending(i => i.EndedAt ?? i.VoidedAt)
            .Select(i => new FinishedStep(i.Id, i.Title, i.Reference, HowOf(i, sheet.Tasks, reading), UkWords.Date(UkWords.LocalDate((i.EndedAt ?? i.VoidedAt)!.Value)))),
    ];

    /// <summary>How a step ended: what was chosen as next, or else by whom the last work was done.</summary>
    public static string HowOf(InstanceSheet instance, IReadOnlyList<WorkTaskRow> tasks, Reading reading)
    {
        if (instance.VoidReason is { } reason) return $"Voided: {reason}";
        var done = tasks.Where(t => t.InstanceId == instance.Id && t.Status == WorkTaskStatus.Done).OrderBy(t => t.ClosedAt).ToList();
        if (done.LastOrDefault(t => t.Kind == TaskKind.NextAction) is { } chosen) return $"{Label(chosen)}, chosen by {reading.NameOf(chosen.ClosedBy)}";
        return done.LastOrDefault() is { } last ? $"Finished by {reading.NameOf(last.ClosedBy)}" : "Finished";
    }

    private static string Label(WorkTaskRow task) => TaskFace.Actions(task).FirstOrDefault(a => a.Key == task.Outcome)?.Label ?? task.Outcome ?? task.Title;
}
