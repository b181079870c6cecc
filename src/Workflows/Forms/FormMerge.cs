using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Who made "their" change, for the page that shows both texts.</summary>
public sealed record OtherEditor(string Name, DateTimeOffset At);

/// <summary>What merging gave.</summary>
/// <param name="Merged">Content to save; only when there is no conflict.</param>
/// <param name="Conflicts">Fields that both changed differently.</param>
/// <param name="Ignored">Paths that I changed although they are not open to me; left as they were.</param>
/// <param name="Changed">Paths whose value differs from theirs; empty when there is nothing to save.</param>
public sealed record MergeResult(
    JsonObject Merged,
    IReadOnlyList<FieldConflict> Conflicts,
    IReadOnlyList<string> Ignored,
    IReadOnlyList<string> Changed);

/// <summary>Merges what two people typed into one section since the same start, field by field.</summary>
public static class FormMerge
{
    /// <summary>
    /// A field that I did not post, or that is not open to me, stays theirs. Changed by one: that one's. Changed by
    /// both alike: that. Changed differently: a conflict. Rows go by their <c>id</c>; taking away a row that the other
    /// has changed is a conflict; a new row gets an id of its own.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <param name="start">Content of the version that my page showed.</param>
    /// <param name="theirs">Content now.</param>
    /// <param name="mine">Values of the fields that were open on my page.</param>
    /// <param name="openPaths">What is open to me (see <see cref="FormRules.OpenPaths"/>).</param>
    /// <param name="them">Who made the version of now.</param>
    /// <param name="resolved">Paths in which I have seen their value and decided for mine.</param>
    public static MergeResult ThreeWay(
        FormSection section,
        JsonObject start,
        JsonObject theirs,
        JsonObject mine,
        IReadOnlySet<string> openPaths,
        OtherEditor them,
        IReadOnlySet<string>? resolved = null)
    {
        var work = new MergeWork(section, openPaths, them, resolved ?? new HashSet<string>(StringComparer.Ordinal));
        var merged = new JsonObject();
        foreach (var field in section.Fields)
        {
            var value = field.Type == FormFieldType.Table
                ? new TableMerge(work, field).Merge(start, theirs, mine)
                : work.Field(field, field.Id, work.IsOpen(field.Id), (start, theirs, mine));
            if (value is not null || theirs.ContainsKey(field.Id))
                merged[field.Id] = value;
        }

        work.Unknown(mine);
        return new MergeResult(merged, work.Conflicts, work.Ignored, work.Changed);
    }

    /// <summary>Whether two values are the same answer. Nothing, null, an empty text and an unticked box are: none.</summary>
    public static bool Same(JsonNode? one, JsonNode? other) => MergeWork.Same(one, other);
}

/// <summary>What is common to merging fields and cells.</summary>
internal sealed class MergeWork(FormSection section, IReadOnlySet<string> openPaths, OtherEditor them, IReadOnlySet<string> resolved)
{
    public string SectionId => section.Id;

    public List<FieldConflict> Conflicts { get; } = [];

    public List<string> Ignored { get; } = [];

    public List<string> Changed { get; } = [];

    public bool IsOpen(string table) => openPaths.Contains(FormPath.InForm(section.Id, table));

    public bool IsOpen(string table, string column) => openPaths.Contains(FormPath.InForm(section.Id, table, column));

    public bool IsOpen(string table, string row, string column) => FormPath.IsOpen(openPaths, section.Id, table, row, column);

    public bool IsResolved(string path) => resolved.Contains(path);

    public void Unknown(JsonObject mine) =>
        Ignored.AddRange(mine.Select(m => m.Key).Where(name => section.Fields.All(f => f.Id != name)));

    public void Conflict(string path, string label, JsonNode? start, JsonNode? theirs, JsonNode? mine) =>
        Conflicts.Add(new FieldConflict(section.Id, path, label, start?.DeepClone(), theirs?.DeepClone(), mine?.DeepClone(), them.Name, them.At));

    /// <summary>The value that a field or cell gets.</summary>
    public JsonNode? Field(FormField field, string path, bool open, (JsonObject? Start, JsonObject? Theirs, JsonObject? Mine) side)
    {
        var theirs = side.Theirs?[field.Id];
        if (side.Mine is null || !side.Mine.TryGetPropertyValue(field.Id, out var mine))
            return theirs?.DeepClone();
        if (field.Type == FormFieldType.Log)
            return Entered(path, open, theirs, mine);
        var start = side.Start?[field.Id];
        if (Same(mine, start) || Same(mine, theirs))
            return theirs?.DeepClone();
        if (!open)
        {
            Ignored.Add(path);
            return theirs?.DeepClone();
        }

        if (!Same(theirs, start) && !IsResolved(path))
            Conflict(path, field.Label, start, theirs, mine);
        Changed.Add(path);
        return mine?.DeepClone();
    }

    // Two who write at once both have written: there is nothing to choose between.
    private JsonNode? Entered(string path, bool open, JsonNode? theirs, JsonNode? mine)
    {
        if (mine is not JsonObject entry)
            return theirs?.DeepClone();
        if (!open)
        {
            Ignored.Add(path);
            return theirs?.DeepClone();
        }

        Changed.Add(path);
        return new JsonArray([.. (theirs as JsonArray ?? []).Select(e => e?.DeepClone()), entry.DeepClone()]);
    }

    /// <summary>Nothing, null, an empty text and an unticked box are the same answer: none.</summary>
    public static bool Same(JsonNode? one, JsonNode? other) =>
        (IsNone(one) && IsNone(other)) || JsonNode.DeepEquals(one, other);

    private static bool IsNone(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonValue plain when plain.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue plain when plain.TryGetValue<bool>(out var ticked) => !ticked,
        _ => false,
    };
}
