using System.Text;

namespace ReviewFlow.Workflows.Files;

/// <summary>Rows of cells out of text that was copied from a spreadsheet or saved as CSV.</summary>
public static class SheetText
{
    /// <summary>Most characters that are looked at; more is no table that a person pastes.</summary>
    public const int Longest = 1_000_000;

    /// <summary>The rows, without those that are empty altogether. A cell may stand in double quotes and go over several lines.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string text)
    {
        var separator = SeparatorOf(text);
        var rows = new List<IReadOnlyList<string>>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        void EndCell()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (cells.Exists(c => c.Length > 0)) rows.Add([.. cells]);
            cells.Clear();
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"' && cell.ToString().AsSpan().Trim().IsEmpty) (quoted, cell) = (true, cell.Clear());
            else if (c == separator) EndCell();
            else if (c == '\n') EndRow();
            else if (c != '\r') cell.Append(c);
        }

        EndRow();
        return rows;
    }

    // A spreadsheet copies with tabs; a file has commas, or semicolons where the comma is in the numbers.
    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n ");
        var end = first.IndexOf('\n');
        if (end >= 0) first = first[..end];
        return first.Contains('\t') ? '\t' : first.Count(';') > first.Count(',') ? ';' : ',';
    }
}
