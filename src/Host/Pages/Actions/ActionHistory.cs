using System.Text.Json.Nodes;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Actions;

/// <summary>One change of one field of an action.</summary>
public sealed record FieldChange(string Label, string From, string To, string By, DateTimeOffset At);

/// <summary>What stands behind each field of an action: read out of the versions of the section that it stands in.</summary>
public static class ActionHistory
{
    /// <summary>The changes, latest first.</summary>
    /// <param name="view">The form, for words.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">Id of the row.</param>
    /// <param name="versions">All versions of the section.</param>
    /// <param name="organisation">Names.</param>
    public static IReadOnlyList<FieldChange> Of(FormView view, FormField table, string row, IEnumerable<DocumentVersionRow> versions, Organisation organisation)
    {
        var changes = new List<FieldChange>();
        JsonObject before = [];
        foreach (var version in versions.OrderBy(v => v.Version))
        {
            var now = TableRows.Of(JsonNode.Parse(version.Content) as JsonObject, table.Id).FirstOrDefault(r => TableRows.IdOf(r) == row) ?? [];
            foreach (var column in table.Columns)
            {
                var (from, to) = (view.Words(column, column.Type == FormFieldType.Log ? null : before[column.Id]), view.Words(column, column.Type == FormFieldType.Log ? Added(before[column.Id], now[column.Id]) : now[column.Id]));
                if (from != to) changes.Add(new FieldChange(column.Label, from, to, organisation.NameOf(version.ChangedBy), version.ChangedAt));
            }

            before = now;
        }

        changes.Reverse();
        return changes;
    }

    // What was written before stays, and is no part of the change.
    private static JsonArray Added(JsonNode? before, JsonNode? now) =>
        new([.. (now as JsonArray ?? []).Skip((before as JsonArray)?.Count ?? 0).Select(e => e?.DeepClone())]);
}
