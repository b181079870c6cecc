using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Disputes;

namespace ReviewFlow.Host.Pages.Disputes;

/// <summary>One stage of one dispute.</summary>
public sealed record DisputeRow
{
    public required string CaseId { get; init; }
    public required string InstanceId { get; init; }
    public required string Reference { get; init; }
    public required string Child { get; init; }
    public required string Born { get; init; }
    public required string ExternalId { get; init; }
    public bool Restricted { get; init; }
    public required int Stage { get; init; }
    public required string Locality { get; init; }
    public required DateOnly StartedOn { get; init; }
    public string? Manager { get; init; }
    public required StageAnswer Answer { get; init; }
    public required string Outcome { get; init; }
    public required IReadOnlyList<string> Reasons { get; init; }

    public static readonly IReadOnlyList<string> Headings =
        ["Reference", "Child", "ID", "Stage", "Locality", "Started", "Manager", "Working days", "Working days with IRO", "Answered in 5 working days", "Outcome", "Reasons on file"];

    public IReadOnlyList<string> Cells =>
    [
        Reference, Child, ExternalId, $"Stage {Stage}", Locality, StartedOn.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), Manager ?? "",
        Answer.Days.ToString(System.Globalization.CultureInfo.InvariantCulture), Answer.DaysWithIro.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Answer.Words, Outcome, string.Join("; ", Reasons),
    ];
}

/// <summary>Totals, counted from the very rows that are shown.</summary>
public sealed record DisputeTotals(int Disputes, int Stages, int InTime, int Late, int Open)
{
    public static DisputeTotals Of(IReadOnlyList<DisputeRow> rows) => new(
        rows.Select(r => r.CaseId).Distinct(StringComparer.Ordinal).Count(),
        rows.Count,
        rows.Count(r => r.Answer.Reply == StageReply.InTime),
        rows.Count(r => r.Answer.IsLate),
        rows.Count(r => r.Answer.Reply is StageReply.NotSent or StageReply.Waiting));

    /// <summary>"2 of 3 answered in 5 working days", of those that could be.</summary>
    public string Share => InTime + Late == 0 ? "None was due yet" : $"{InTime} of {UkWords.Count(InTime + Late, "stage")} answered in 5 working days";
}
