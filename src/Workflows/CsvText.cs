using System.Text;

namespace ReviewFlow.Workflows;

/// <summary>Tables as CSV (RFC 4180) that no spreadsheet takes for formulas.</summary>
public static class CsvText
{
    /// <summary>Rows of cells, ended by CR LF.</summary>
    public static string Of(IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>As a file that spreadsheets open with its letters right.</summary>
    public static byte[] Bytes(IEnumerable<IEnumerable<string?>> rows) => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Of(rows))];

    /// <summary>One cell: what begins like a formula gets an apostrophe before it, and is quoted where needed.</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..]) text = $"'{text}";
        return text.AsSpan().IndexOfAny("\",\r\n;") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
