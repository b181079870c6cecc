using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>A row that was read from a spreadsheet.</summary>
/// <param name="Line">Its number among the rows that were given, from 1; the heading is not counted.</param>
/// <param name="Cells">What it becomes.</param>
/// <param name="Given">The cells as they were given.</param>
/// <param name="Problems">What has to be put right before it can be taken, in plain words; none when it can.</param>
/// <param name="Already">Whether the same row stands in the table, or came before in what was given.</param>
public sealed record ImportedRow(int Line, JsonObject Cells, IReadOnlyList<string> Given, IReadOnlyList<string> Problems, bool Already)
{
    public bool Fits => Problems.Count == 0 && !Already;
}

/// <summary>What rows of a spreadsheet become in a table of a form.</summary>
/// <param name="Columns">The column that each given one goes into; null for one that has no place.</param>
/// <param name="Rows">The rows, in the order given.</param>
/// <param name="LeftOut">Headings that have no place in the table.</param>
/// <param name="Heading">The heading as it was given; null when there was none.</param>
/// <param name="TooMany">Whether the table would have more rows than a table may have.</param>
public sealed record ImportedTable(IReadOnlyList<FormField?> Columns, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<string> LeftOut, IReadOnlyList<string>? Heading, bool TooMany);

/// <summary>Reads rows of a spreadsheet into a table of a form. Nothing is guessed: what is not clear is said, in words, with the number of its row.</summary>
public static class RowImport
{
    private static readonly string[] Dates = ["d/M/yyyy", "d/M/yy", "d-M-yyyy", "d.M.yyyy", "d M yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yy", "d-MMM-yyyy", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "d/M/yyyy HH:mm", "d/M/yyyy HH:mm:ss"];

    private static readonly HashSet<string> Yes = new(["yes", "y", "true", "x", "1", "✓"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> No = new(["no", "n", "false", "0", ""], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the rows.</summary>
    /// <param name="table">The table; only columns that are open to the person are filled.</param>
    /// <param name="open">Ids of those columns.</param>
    /// <param name="given">The rows; the first may be a heading.</param>
    /// <param name="existing">Rows that stand in the table.</param>
    /// <param name="facts">For people and dates.</param>
    public static ImportedTable Read(FormField table, IReadOnlySet<string> open, IReadOnlyList<IReadOnlyList<string>> given, IReadOnlyList<JsonObject> existing, FormFacts facts)
    {
        var offered = table.Columns.Where(c => open.Contains(c.Id)).ToList();
        var hasHeading = given.Count > 0 && given[0].Any(h => Named(offered, h) is not null);
        IReadOnlyList<FormField?> columns = hasHeading ? [.. given[0].Select(h => Named(offered, h))] : [.. offered];
        var rows = given.Skip(hasHeading ? 1 : 0).ToList();
        var seen = existing.Select(r => Content(r, offered)).ToHashSet(StringComparer.Ordinal);
        var read = new List<ImportedRow>();
        foreach (var (cells, line) in rows.Select((r, i) => (r, i + 1)))
        {
            var (row, problems) = Row(columns, cells, facts);
            problems.AddRange(offered.Where(c => c.Required && FieldTypes.IsEmpty(c, row[c.Id]) && !problems.Exists(p => p.StartsWith($"{c.Label}:", StringComparison.Ordinal))).Select(c => c.MissingMessage ?? $"{c.Label} is missing"));
            read.Add(new ImportedRow(line, row, cells, problems, !seen.Add(Content(row, offered))));
        }

        IReadOnlyList<string> leftOut = hasHeading ? [.. given[0].Where((h, i) => columns[i] is null && h.Length > 0)] : [];
        return new ImportedTable(columns, read, leftOut, hasHeading ? given[0] : null, existing.Count + read.Count(r => r.Fits) > FieldTypes.MostRows);
    }

    private static (JsonObject Row, List<string> Problems) Row(IReadOnlyList<FormField?> columns, IReadOnlyList<string> cells, FormFacts facts)
    {
        var (row, problems) = (new JsonObject(), new List<string>());
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Length == 0) continue;
            if (i >= columns.Count)
            {
                problems.Add($"It has more cells than the table has columns: “{Short(cells[i])}” has no place");
                break;
            }

            if (columns[i] is not { } column) continue;
            var (value, wrong) = Value(column, cells[i]);
            wrong ??= FieldTypes.Wrong(column, value, facts);
            if (wrong is null) row[column.Id] = value;
            else problems.Add(wrong.StartsWith(column.Label, StringComparison.Ordinal) && wrong.StartsWith($"{column.Label}:", StringComparison.Ordinal) ? wrong : $"{column.Label}: {wrong}");
        }

        return (row, problems);
    }

    private static (JsonNode? Value, string? Wrong) Value(FormField column, string text) => column.Type switch
    {
        FormFieldType.Date => Day(text) is { } day ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : (null, $"“{Short(text)}” is not a real date. Write it like 26/06/2026"),
        FormFieldType.Checkbox when column.Choices.Count == 0 => Yes.Contains(text) ? (true, null) : No.Contains(text) ? (null, null) : (null, $"“{Short(text)}” is neither yes nor no"),
        FormFieldType.Radio or FormFieldType.Select => column.Choices.FirstOrDefault(c => !c.Retired && (Same(c.Label, text) || Same(c.Value, text))) is { } choice ? (choice.Value, null) : (null, $"“{Short(text)}” is not on the list"),
        _ => (Time(column, text), null),
    };

    // Excel keeps a time of day as a part of a day.
    private static string Time(FormField column, string text) =>
        column.Id == "time" && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part is > 0 and < 1 && text.Contains('.', StringComparison.Ordinal)
            ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(Math.Round(part * 24 * 60))).ToString("HH:mm", CultureInfo.InvariantCulture)
            : text;

    private static DateOnly? Day(string text)
    {
        if (DateTime.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var typed)) return DateOnly.FromDateTime(typed);
        // Excel counts days from 30 December 1899; between 1955 and 2119 such a number is no year.
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= 20_000 and < 80_000
            ? new DateOnly(1899, 12, 30).AddDays((int)serial)
            : null;
    }

    private static FormField? Named(List<FormField> columns, string heading) => columns.Find(c => Same(c.Label, heading) || Same(c.Id, heading));

    private static bool Same(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Content(JsonObject row, List<FormField> columns) => string.Join('\u001f', columns.Select(c => row[c.Id]?.ToString() ?? ""));

    private static string Short(string text) => text.Length > 60 ? $"{text.AsSpan(0, 60)}…" : text;
}
