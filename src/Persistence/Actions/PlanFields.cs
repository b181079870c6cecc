using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Actions;

namespace ReviewFlow.Persistence.Actions;

/// <summary>What the forms of a plan know of its actions: how many are Red, Amber and Green on a day.</summary>
public static class PlanFields
{
    /// <summary>How an action of a plan stands on a day.</summary>
    public static RagStatus StatusOf(ImprovementActionRow action, DateOnly today) => RagRules.On(
        new RagFacts(action.DueOn, action.OffTarget, action.CompletedOn, action.Started, RagRules.Parse(action.Rag), RagRules.Parse(action.RagFor)), today);

    /// <summary>The fields of a case with <c>rag</c> { red, amber, green }, where its area has plans; else as they are.</summary>
    public static JsonObject With(JsonObject fields, string area, IEnumerable<ImprovementActionRow> actions, DateOnly today)
    {
        if (area != Workflows.ProcessCatalog.Plans)
            return fields;
        var colours = actions.Where(a => a.State != ActionState.Removed).Select(a => StatusOf(a, today).Counts).ToList();
        var known = (JsonObject)fields.DeepClone();
        known["rag"] = new JsonObject
        {
            ["red"] = colours.Count(c => c == RagColour.Red),
            ["amber"] = colours.Count(c => c == RagColour.Amber),
            ["green"] = colours.Count(c => c == RagColour.Green),
        };
        return known;
    }
}
