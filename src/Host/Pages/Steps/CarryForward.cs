using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Copies unresolved actions of the step before into the open table of this one.</summary>
internal static class CarryForward
{
    private const string Table = "actions";
    private const string Provenance = "carriedFrom";

    private static readonly string[] s_keep = ["issue", "category", "actionNeeded", "action", "owner", "dueBy"];

    /// <summary>Section whose table of actions is open to the person; null for none.</summary>
    public static FormSection? TargetOf(StepForm form) =>
        form.Definition.Sections.FirstOrDefault(s => s.Fields.Any(f => f.Id == Table && form.OpenPaths.Contains(FormPath.InForm(s.Id, f.Id))));

    /// <summary>Whether there is anything left to carry into the form.</summary>
    public static bool AddsTo(StepForm form, PreviousStep previous) =>
        TargetOf(form) is { } target && Count(Into(target, form.Content(target.Id), previous)) > Count(form.Content(target.Id));

    private static int Count(JsonObject content) => content[Table] is JsonArray rows ? rows.Count : 0;

    /// <summary>Content of the target section with the carried rows added; rows that are there already stay as they are.</summary>
    public static JsonObject Into(FormSection target, JsonObject content, PreviousStep previous)
    {
        var source = previous.Form?.Sections.FirstOrDefault(s => s.Fields.Any(f => f.Id == Table));
        var rows = source is null ? null : previous.Answers[source.Id]?[Table] as JsonArray;
        var decision = source?.Fields.First(f => f.Id == Table).Columns.FirstOrDefault(IsDecision);
        var columns = target.Fields.First(f => f.Id == Table).Columns.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var next = (JsonObject)content.DeepClone();
        if (next[Table] is not JsonArray there) next[Table] = there = [];
        var known = there.Select(r => r?["id"]?.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var row in DisputeRules.CarryForward(rows ?? [], s_keep, decision?.Id ?? "iroDecision", previous.Reference).OfType<JsonObject>())
        {
            if (!known.Contains(row["id"]?.ToString())) there.Add((JsonNode)Written(row, columns));
        }

        return next;
    }

    // Only columns that the table has. Where the row comes from stands in a column of that name, else behind its text.
    private static JsonObject Written(JsonObject row, HashSet<string> columns)
    {
        var written = new JsonObject(row.Where(c => c.Key == "id" || columns.Contains(c.Key)).Select(c => KeyValuePair.Create(c.Key, c.Value?.DeepClone())));
        if (columns.Contains("action") && row["action"] is null) written["action"] = (row["actionNeeded"] ?? row["issue"])?.DeepClone();
        var from = row[Provenance]?["reference"]?.ToString();
        var text = columns.Contains("action") ? "action" : "issue";
        if (columns.Contains(Provenance)) written[Provenance] = from;
        else if (columns.Contains(text)) written[text] = $"{written[text]} (carried forward from {from})";
        return written;
    }

    private static bool IsDecision(FormField column) =>
        column.Type is FormFieldType.Radio or FormFieldType.Select && column.Id.Contains("ecision", StringComparison.Ordinal);
}
