namespace ReviewFlow.Workflows;

/// <summary>An area of work: what people see as one process in the navigation.</summary>
/// <param name="Id">Key in a definition's <c>customProperties.reviewflow.area</c>.</param>
/// <param name="Title">Name.</param>
/// <param name="Definitions">Shipped definitions, in the order in which they are met.</param>
public sealed record ProcessArea(string Id, string Title, IReadOnlyList<ProcessEntry> Definitions);

/// <summary>A shipped definition.</summary>
/// <param name="DefinitionId">Id.</param>
/// <param name="Title">Name for people.</param>
/// <param name="ReferencePattern">Pattern of the case reference; null for the hidden parent.</param>
/// <param name="FormId">Form of its instances; null for none.</param>
public sealed record ProcessEntry(string DefinitionId, string Title, string? ReferencePattern, string? FormId);

/// <summary>The areas and definitions that are shipped.</summary>
public static class ProcessCatalog
{
    public const string Disputes = "disputes";
    public const string ManagementReviews = "management-reviews";
    public const string Plans = "plans";

    public static readonly IReadOnlyList<ProcessArea> Areas =
    [
        new(Disputes, "IRO quality assurance and dispute resolution",
        [
            new("lac-review-stub", "Looked after child review", "LAC-{year}-{n:4}", "lac-review"),
            new("sioc", "Significant information on an open case", "SIOC-{year}-{n:4}", "sioc"),
            new("qap", "Quality assurance process", "QAP-{year}-{n:4}", "qap"),
            new("drp-stage", "Dispute resolution process", "DRP-{year}-{n:4}/S{stage}", "drp-stage"),
            new("dispute", "Whole dispute", null, null),
        ]),
        new(ManagementReviews, "Internal management reviews",
        [
            new("imr", "Internal management review", null, "imr"),
            new("imr-accuracy", "Factual accuracy", null, "imr-accuracy"),
            new("imr-gate", "Multi-agency decision", null, "imr-gate"),
            new("imr-oversight", "Oversight and clarification", null, "imr-oversight"),
        ]),
        new(Plans, "Improvement plans",
        [
            new("pip", "Improvement plan", null, "pip"),
            new("pip-meeting", "Improvement planning meeting", null, "pip-meeting"),
            new("pip-disagreement", "Difference of opinion", null, "pip-disagreement"),
            new("pip-conclusion", "Conclusion of the partnership’s part", null, "pip-conclusion"),
        ]),
        new("improvement-cycles", "Improvement cycle meetings", []),
        new("quality-framework", "Quality management framework", []),
    ];

    /// <summary>A shipped definition by id.</summary>
    public static ProcessEntry? Find(string definitionId) =>
        Areas.SelectMany(a => a.Definitions).FirstOrDefault(d => d.DefinitionId == definitionId);

    /// <summary>The area of a shipped definition.</summary>
    public static ProcessArea? AreaOf(string definitionId) =>
        Areas.FirstOrDefault(a => a.Definitions.Any(d => d.DefinitionId == definitionId));
}
