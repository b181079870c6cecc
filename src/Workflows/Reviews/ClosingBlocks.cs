using ReviewFlow.Workflows.Actions;

namespace ReviewFlow.Workflows.Reviews;

/// <summary>Open work of a review, as far as it matters for closing.</summary>
/// <param name="TaskId">The work.</param>
/// <param name="DefinitionId">Process that it belongs to.</param>
/// <param name="Phase">What it waits for, as <c>activity.phase</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Points">Points of an oversight that are not settled.</param>
public sealed record OpenPart(string TaskId, string DefinitionId, string Phase, string Title, IReadOnlyList<string> Points);

/// <summary>An action of the plan that is not addressed.</summary>
public sealed record OpenAction(string Id, int Number, string? Text, ActionState State, string? OwnerId, DateOnly? DueOn, string? TaskId);

/// <summary>One thing that still stops a review from being closed.</summary>
/// <param name="What">In words.</param>
/// <param name="TaskId">Work that ends it; its holder is who holds it. Null for an action that nobody follows up yet.</param>
/// <param name="Action">The action, where it is one.</param>
public sealed record ClosingBlock(string What, string? TaskId, OpenAction? Action = null);

/// <summary>What still stops a review from being closed (ruling 30): seen by everybody who works on it, from the first day.</summary>
public static class ClosingBlocks
{
    /// <summary>Everything that stops the closing summary; in the order of the process, actions by number.</summary>
    /// <param name="agenciesInvolved">Whether other agencies' actions were part of what happened.</param>
    /// <param name="agenciesDecided">Whether the multi-agency decision is recorded.</param>
    /// <param name="open">Open work of all steps of the review.</param>
    /// <param name="actions">Actions that are not addressed.</param>
    public static IReadOnlyList<ClosingBlock> Of(bool agenciesInvolved, bool agenciesDecided, IReadOnlyList<OpenPart> open, IReadOnlyList<OpenAction> actions)
    {
        var blocks = new List<ClosingBlock>();
        foreach (var part in open.OrderBy(p => Place(p)))
        {
            if (Words(part) is { } words) blocks.Add(new ClosingBlock(words, part.TaskId));
        }

        if (agenciesInvolved && !agenciesDecided && !open.Any(p => p.DefinitionId == Gate)) blocks.Insert(0, new ClosingBlock("The multi-agency decision is not recorded", null));
        blocks.AddRange(actions.Where(a => a.State is ActionState.Open or ActionState.Deciding).OrderBy(a => a.Number).Select(a => new ClosingBlock(Words(a), a.TaskId, a)));
        return blocks;
    }

    /// <summary>What is still to come once nothing stops the summary any more: that it is signed, that it is accepted.</summary>
    public static IReadOnlyList<ClosingBlock> Last(IReadOnlyList<OpenPart> open) =>
        [.. open.Where(p => p.DefinitionId == Review && Activity(p) is "closing" or "accept").Where(p => p.DefinitionId == Review).Select(p => new ClosingBlock(Activity(p) == "closing" ? "The closing summary is not signed" : "Appendix C is not accepted yet", p.TaskId))];

    private const string Review = "imr";
    private const string Gate = "imr-gate";
    private const string Oversight = "imr-oversight";

    private static string? Words(OpenPart part) => (part.DefinitionId, Activity(part)) switch
    {
        (Review, "page1") => "The first page of the review is not finished",
        (Review, "report") => "The report is not submitted",
        (Review, "register") => "The review is not registered",
        (Review, "theme") => "The themes and learning form is not complete",
        (Review, "plan") => "The action plan is not written",
        (Review, "agree") => "The action plan is not agreed",
        (Gate, _) => "The multi-agency decision is not recorded",
        (Oversight, "look") => $"{Capital(part.Title)}: not finished",
        (Oversight, "answer") => $"A point is not answered{Points(part)}",
        (Oversight, "accept") => $"An answer is not accepted{Points(part)}",
        _ => null,
    };

    private static string Words(OpenAction action) => action.State == ActionState.Deciding
        ? $"Action {action.Number}, {action.Text}: to be decided whether it is not achievable"
        : $"Action {action.Number}, {action.Text}: not complete";

    private static string Points(OpenPart part) => part.Points.Count == 0 ? "" : $": {string.Join("; ", part.Points.Select(p => $"“{p}”"))}";

    private static string Activity(OpenPart part) => part.Phase.Split('.', 2)[0];

    private static int Place(OpenPart part) => (part.DefinitionId, Activity(part)) switch
    {
        (Review, "page1") => 0,
        (Review, "report") => 1,
        (Gate, _) => 2,
        (Review, "register") => 3,
        (Oversight, _) => 4,
        (Review, "theme") => 5,
        _ => 6,
    };

    private static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
