using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Versions;

/// <summary>Writes and reads the one text of a frozen version.</summary>
internal static class FrozenText
{
    public static string Write(FrozenVersion version) => CanonicalJson.Write(new JsonObject
    {
        ["number"] = version.Number,
        ["title"] = version.Title,
        ["reference"] = version.Reference,
        ["subject"] = version.Subject,
        ["dateOfPlan"] = version.DateOfPlan.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["completedBy"] = version.CompletedBy,
        ["form"] = version.FormId,
        ["formVersion"] = version.FormVersion,
        ["sections"] = new JsonArray([.. version.Sections.Select(Section)]),
    });

    public static FrozenVersion Read(string canonical)
    {
        try
        {
            var root = JsonNode.Parse(canonical)!.AsObject();
            return new FrozenVersion
            {
                Number = (int)root["number"]!,
                Title = Text(root, "title"),
                Reference = Text(root, "reference"),
                Subject = Text(root, "subject"),
                DateOfPlan = DateOnly.ParseExact(Text(root, "dateOfPlan"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                CompletedBy = Text(root, "completedBy"),
                FormId = Text(root, "form"),
                FormVersion = (int)root["formVersion"]!,
                Sections = [.. Objects(root, "sections").Select(ReadSection)],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentNullException)
        {
            throw new FormatException("This text is no frozen version.", e);
        }
    }

    private static JsonObject Section(FrozenSection section) => new()
    {
        ["id"] = section.Id,
        ["title"] = section.Title,
        ["version"] = section.Version,
        ["fields"] = Fields(section.Fields),
        ["tables"] = new JsonArray([.. section.Tables.Select(t => new JsonObject
        {
            ["id"] = t.Id,
            ["label"] = t.Label,
            ["rowName"] = t.RowName,
            ["columns"] = new JsonArray([.. t.Columns.Select(c => new JsonObject { ["id"] = c.Id, ["label"] = c.Label })]),
            ["rows"] = new JsonArray([.. t.Rows.Select(r => new JsonObject { ["id"] = r.Id, ["number"] = r.Number, ["state"] = r.State, ["cells"] = Fields(r.Cells) })]),
        })]),
    };

    private static JsonArray Fields(IReadOnlyList<FrozenField> fields) =>
        new([.. fields.Select(f => new JsonObject { ["id"] = f.Id, ["label"] = f.Label, ["value"] = f.Value?.DeepClone(), ["words"] = f.Words })]);

    private static FrozenSection ReadSection(JsonObject section) => new(
        Text(section, "id"), Text(section, "title"), (int)section["version"]!, ReadFields(section, "fields"),
        [.. Objects(section, "tables").Select(t => new FrozenTable(
            Text(t, "id"), Text(t, "label"), Text(t, "rowName"),
            [.. Objects(t, "columns").Select(c => (Text(c, "id"), Text(c, "label")))],
            [.. Objects(t, "rows").Select(r => new FrozenRow(Text(r, "id"), Text(r, "number"), r["state"]?.ToString(), ReadFields(r, "cells")))]))]);

    private static IReadOnlyList<FrozenField> ReadFields(JsonObject owner, string name) =>
        [.. Objects(owner, name).Select(f => new FrozenField(Text(f, "id"), Text(f, "label"), f["value"]?.DeepClone(), Text(f, "words")))];

    private static IEnumerable<JsonObject> Objects(JsonObject owner, string name) => owner[name]!.AsArray().OfType<JsonObject>();

    private static string Text(JsonObject owner, string name) => owner[name]!.ToString();
}
