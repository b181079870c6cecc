using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Reviews;

namespace ReviewFlow.Persistence.Lists;

/// <summary>Rows of a review as the rules about its closing see them; the same for the page that shows them and for the transaction that refuses.</summary>
internal static class ReviewParts
{
    /// <summary>Open work of all steps.</summary>
    /// <param name="open">Tasks that are open.</param>
    /// <param name="definitionOf">Process of a step, by its id.</param>
    /// <param name="pointsOf">Points of an oversight, by the id of its step.</param>
    public static IReadOnlyList<OpenPart> Open(IEnumerable<WorkTaskRow> open, IReadOnlyDictionary<string, string> definitionOf, Func<string, JsonObject?> pointsOf) =>
    [
        .. open.Where(t => definitionOf.ContainsKey(t.InstanceId))
            .Select(t => new OpenPart(t.Id, definitionOf[t.InstanceId], TaskFace.PhaseKey(t), t.Title, Points(pointsOf(t.InstanceId)))),
    ];

    /// <summary>What stops the closing summary.</summary>
    /// <param name="fields">Fields of the case.</param>
    /// <param name="reasons">Section with the answer about other agencies.</param>
    /// <param name="open">Open work.</param>
    /// <param name="actions">Actions of the register.</param>
    public static IReadOnlyList<ClosingBlock> Blocks(JsonObject? fields, JsonObject? reasons, IReadOnlyList<OpenPart> open, IEnumerable<ImprovementActionRow> actions) => ClosingBlocks.Of(
        reasons?["otherAgencies"]?.ToString() == "Yes",
        fields?["multiAgency"] is not null,
        open,
        [.. actions.Where(a => a.State != Workflows.Actions.ActionState.Removed).OrderBy(a => a.Number).Select(a => new OpenAction(a.Id, a.Number, a.Text, a.State, a.OwnerId, a.DueOn, a.TaskId))]);

    // Nobody answers a point twice: those of the latest round that stand without an answer, else all of that step.
    private static IReadOnlyList<string> Points(JsonObject? section)
    {
        var rows = TableRows.Of(section, "points").ToList();
        var unanswered = rows.Where(r => string.IsNullOrWhiteSpace(r["answer"]?.ToString())).ToList();
        return [.. (unanswered.Count > 0 ? unanswered : rows).Select(r => r["point"]?.ToString()).OfType<string>().Where(p => p.Length > 0)];
    }
}
