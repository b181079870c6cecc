using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Content of a section at a version.</summary>
public sealed record SectionContent(string SectionId, int Version, JsonObject Content);

/// <summary>Exactly what a signature covers, in one form only, and its SHA-256 (lower-case hex).</summary>
public sealed record SignedText(string Text, string Hash);

/// <summary>Builds what is signed: form and version, each section covered with its version, every question with its answer.</summary>
public static class CanonicalContent
{
    /// <summary>
    /// Sections in the order of the form; a covered section that was never saved stands with version 0 and no answers.
    /// The words of the questions are part of what is signed.
    /// </summary>
    public static SignedText Of(FormDefinition form, IReadOnlyCollection<string> covers, IReadOnlyCollection<SectionContent> contents)
    {
        if (covers.FirstOrDefault(id => form.Sections.All(s => s.Id != id)) is { } unknown)
            throw new ArgumentException($"The form {form.Id} has no section “{unknown}”.", nameof(covers));
        var sections = form.Sections.Where(s => covers.Contains(s.Id))
            .Select(s => Section(s, contents.FirstOrDefault(c => c.SectionId == s.Id)));
        return Hashed(new JsonObject
        {
            ["form"] = form.Id,
            ["formVersion"] = form.Version,
            ["sections"] = new JsonArray([.. sections]),
        });
    }

    private static SignedText Hashed(JsonObject document)
    {
        var text = CanonicalJson.Write(document);
        return new SignedText(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    private static JsonObject Section(FormSection section, SectionContent? saved) => new()
    {
        ["id"] = section.Id,
        ["title"] = section.Title,
        ["version"] = saved?.Version ?? 0,
        ["answers"] = new JsonArray([.. section.Fields.Select(f => Answer(f, saved?.Content))]),
    };

    private static JsonObject Answer(FormField field, JsonObject? content) => new()
    {
        ["id"] = field.Id,
        ["label"] = field.Label,
        ["value"] = field.Type == FormFieldType.Table ? Rows(field, content) : content?[field.Id]?.DeepClone(),
    };

    private static JsonArray Rows(FormField table, JsonObject? content) =>
        new([.. TableRows.Of(content, table.Id).Select(row => new JsonObject
        {
            ["id"] = TableRows.IdOf(row),
            ["cells"] = new JsonArray([.. table.Columns.Where(c => !c.AfterSigning).Select(c => Answer(c, row))]),
        })]);
}
