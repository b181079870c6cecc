using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>One entry of a log: what somebody wrote when.</summary>
public sealed record LogEntry(string Text, string By, DateTimeOffset At);

/// <summary>Logs in the answers: what is typed becomes the next entry; nothing is ever taken away or written over.</summary>
public static class LogEntries
{
    /// <summary>The entries of a log, oldest first.</summary>
    public static IReadOnlyList<LogEntry> Read(JsonNode? value) => value is not JsonArray entries ? [] : [.. entries.OfType<JsonObject>().Select(e => new LogEntry(
        e["text"]?.ToString() ?? "",
        e["by"]?.ToString() ?? "",
        DateTimeOffset.TryParse(e["at"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default))];

    /// <summary>Makes entries of what was typed into the logs of a section; everything else stays as it was posted.</summary>
    public static JsonObject Stamped(FormSection section, JsonObject typed, string by, DateTimeOffset at)
    {
        if (!section.Fields.Any(f => f.Type == FormFieldType.Log || f.Columns.Any(c => c.Type == FormFieldType.Log)))
            return typed;
        var stamped = (JsonObject)typed.DeepClone();
        foreach (var field in section.Fields)
        {
            Stamp(stamped, field, by, at);
            foreach (var row in TableRows.Of(stamped, field.Id))
            {
                foreach (var column in field.Columns)
                    Stamp(row, column, by, at);
            }
        }

        return stamped;
    }

    private static void Stamp(JsonObject holder, FormField field, string by, DateTimeOffset at)
    {
        if (field.Type != FormFieldType.Log || !holder.ContainsKey(field.Id))
            return;
        if (FieldTypes.Text(holder[field.Id])?.Trim() is { Length: > 0 } text)
            holder[field.Id] = new JsonObject { ["text"] = text, ["by"] = by, ["at"] = at.ToString("O", CultureInfo.InvariantCulture) };
        else
            holder.Remove(field.Id);
    }
}
