using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.People;

/// <summary>Something that can be started for a person, or why it cannot.</summary>
/// <param name="DefinitionId">What is started by pressing; null when it is not started here.</param>
/// <param name="Title">Words.</param>
/// <param name="Hint">What it is, or why it cannot start from here.</param>
/// <param name="NeedsReason">Whether a reason is asked for (another IRO's child).</param>
public sealed record StartChoice(string? DefinitionId, string Title, string Hint, bool NeedsReason = false);

/// <summary>The Start menu of a person.</summary>
public sealed class StartMenu(DefinitionStore definitions)
{
    public const string Information = "sioc";
    public const string Review = "lac-review-stub";

    public async Task<IReadOnlyList<StartChoice>> ReadAsync(Entry entry, CancellationToken cancellation)
    {
        AccessDecision May(CaseAction action) => Access.Decide(entry.Organisation, entry.Actor, action, entry.Facts!, null, entry.Today);
        if (entry.Facts!.Subject.Kind != SubjectKind.Child)
        {
            return May(CaseAction.StartInArea).Allowed
                ? [new StartChoice(null, "Internal management review", "Begin it from “Reviews”")]
                : [new StartChoice(null, "Internal management review", NotFor(May(CaseAction.StartInArea)))];
        }

        var published = await definitions.PublishedIdsAsync(cancellation);
        var review = entry.Facts!.Subject.NextReviewOn is { } day ? $"Next one is due {UkWords.Date(day)}" : "No next review is known";
        var choices = new List<StartChoice>();
        foreach (var (id, title, hint, may) in new[]
        {
            (Information, "Significant information on an open case", "New information, no challenge yet", May(CaseAction.StartConcern)),
            (Review, "LAC review and IRO audit", review, May(CaseAction.StartReview)),
        })
        {
            if (published.Contains(id)) choices.Add(may.Allowed ? new StartChoice(id, title, hint, may.NeedsReason) : new StartChoice(null, title, NotFor(may)));
        }

        choices.Add(new StartChoice(null, "Quality assurance process", "Starts with “Record a concern”, or from a LAC review"));
        choices.Add(new StartChoice(null, "Dispute resolution, a later stage", "Starts from section 4 of a QAP, not from here"));
        return choices;
    }

    private static string NotFor(AccessDecision may) => may.Why.Length > 0 ? may.Why : "Your role cannot start this.";
}
