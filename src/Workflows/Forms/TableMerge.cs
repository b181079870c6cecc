using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>Merges the rows of one table.</summary>
internal sealed class TableMerge(MergeWork work, FormField table)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    public JsonNode? Merge(JsonObject start, JsonObject theirs, JsonObject mine)
    {
        if (mine[table.Id] is not JsonArray)
            return theirs[table.Id]?.DeepClone();
        var before = ById(TableRows.Of(start, table.Id));
        var now = TableRows.Of(theirs, table.Id);
        var posted = TableRows.Of(mine, table.Id);
        var mineById = ById(posted);
        foreach (var id in before.Keys.Concat(mineById.Keys).Concat(now.Select(TableRows.IdOf).OfType<string>()))
            taken.Add(id);

        var merged = new JsonArray();
        foreach (var row in now)
        {
            var id = TableRows.IdOf(row) ?? "";
            if (Kept(before.GetValueOrDefault(id), row, mineById.GetValueOrDefault(id), id) is { } kept)
                merged.Add((JsonNode)kept);
        }

        var nowById = ById(now);
        foreach (var row in posted)
        {
            if (Added(row, before, nowById) is { } added)
                merged.Add((JsonNode)added);
        }

        return merged;
    }

    // A row that exists now: mine may have changed it, or taken it away.
    private JsonObject? Kept(JsonObject? start, JsonObject theirs, JsonObject? mine, string id)
    {
        if (start is null)
            return (JsonObject)theirs.DeepClone();
        if (mine is not null)
            return Cells(start, theirs, mine, id);
        var path = FormPath.Row(table.Id, id);
        if (!work.IsOpen(table.Id) || (table.KeepsAnswered && table.Columns.Any(c => !work.IsOpen(table.Id, id, c.Id) && !FieldTypes.IsEmpty(c, theirs[c.Id]))))
            return (JsonObject)theirs.DeepClone();
        if (!SameRow(start, theirs) && !work.IsResolved(path))
            work.Conflict(path, Words(), start, theirs, null);
        work.Changed.Add(path);
        return null;
    }

    // A posted row that does not exist now: new, or taken away by the other.
    private JsonObject? Added(JsonObject mine, Dictionary<string, JsonObject> before, Dictionary<string, JsonObject> now)
    {
        var id = TableRows.IdOf(mine);
        if (id is not null && before.TryGetValue(id, out var start))
            return now.ContainsKey(id) ? null : Revived(start, mine, id);
        if (id is not null && now.TryGetValue(id, out var same) && SameRow(same, mine))
            return null;
        if (!work.IsOpen(table.Id))
        {
            work.Ignored.Add(FormPath.Row(table.Id, id ?? "new"));
            return null;
        }

        var fresh = id is not null && !now.ContainsKey(id) && given.Add(id) ? id : NextId();
        return Cells([], new JsonObject { ["id"] = fresh }, mine, fresh, isNew: true);
    }

    private JsonObject? Revived(JsonObject start, JsonObject mine, string id)
    {
        var changed = table.Columns.Any(c => work.IsOpen(table.Id, id, c.Id) && mine.ContainsKey(c.Id) && !MergeWork.Same(mine[c.Id], start[c.Id]));
        if (!changed)
            return null;
        var path = FormPath.Row(table.Id, id);
        if (!work.IsResolved(path))
        {
            work.Conflict(path, Words(), start, null, mine);
            return null;
        }

        var back = Cells(start, (JsonObject)start.DeepClone(), mine, id);
        work.Changed.Add(path);
        return back;
    }

    private JsonObject Cells(JsonObject start, JsonObject theirs, JsonObject mine, string id, bool isNew = false)
    {
        var row = new JsonObject { ["id"] = id };
        if (isNew)
            work.Changed.Add(FormPath.Row(table.Id, id));
        foreach (var column in table.Columns)
        {
            var value = work.Field(column, FormPath.Cell(table.Id, id, column.Id), work.IsOpen(table.Id, id, column.Id), (start, theirs, mine));
            if (value is not null || theirs.ContainsKey(column.Id))
                row[column.Id] = value;
        }

        // Provenance and the like, which the page does not post.
        foreach (var (name, value) in theirs.Where(t => !row.ContainsKey(t.Key)))
            row[name] = value?.DeepClone();
        return row;
    }

    private bool SameRow(JsonObject one, JsonObject other) =>
        table.Columns.All(c => MergeWork.Same(one[c.Id], other[c.Id]));

    private string Words() => table.RowName ?? table.Label;

    private string NextId()
    {
        var number = 1;
        while (!taken.Add($"r{number.ToString(CultureInfo.InvariantCulture)}"))
            number++;
        return $"r{number.ToString(CultureInfo.InvariantCulture)}";
    }

    private static Dictionary<string, JsonObject> ById(IEnumerable<JsonObject> rows)
    {
        var byId = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (TableRows.IdOf(row) is { } id)
                byId.TryAdd(id, row);
        }

        return byId;
    }
}
