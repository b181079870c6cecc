using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace ReviewFlow.Workflows.Files;

/// <summary>Rows of cells out of the first sheet of an Excel file (.xlsx). Formulas are not reckoned: their last result stands there.</summary>
public static class SheetFile
{
    private const long LargestPart = 20L * 1024 * 1024;

    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LargestPart };

    /// <summary>The rows; null when the file is no such sheet, damaged, or far larger than it says.</summary>
    /// <param name="content">The file, at its beginning; it can be searched.</param>
    public static IReadOnlyList<IReadOnlyList<string>>? Rows(Stream content)
    {
        if (OfficeArchive.Problem(content) is not null) return null;
        content.Position = 0;
        try
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var sheet = archive.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)).OrderBy(e => e.FullName.Length).ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault();
            if (sheet is null) return null;
            var shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings ? Read(strings).Elements(Main + "si").Select(TextOf).ToList() : [];
            return [.. Read(sheet).Descendants(Main + "row").Select(r => Cells(r, shared)).Where(r => r.Any(c => c.Length > 0))];
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static XElement Read(ZipArchiveEntry part)
    {
        if (part.Length > LargestPart) throw new InvalidDataException("The part is too large.");
        using var stream = part.Open();
        using var reader = XmlReader.Create(stream, Safe);
        return XDocument.Load(reader).Root ?? throw new InvalidDataException("The part is empty.");
    }

    private static IReadOnlyList<string> Cells(XElement row, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements(Main + "c"))
        {
            var place = ColumnOf(cell.Attribute("r")?.Value) ?? cells.Count;
            if (place is < 0 or > 200) continue;
            while (cells.Count < place) cells.Add("");
            cells.Add(Value(cell, shared).Trim());
        }

        return cells;
    }

    private static string Value(XElement cell, List<string> shared)
    {
        var raw = cell.Element(Main + "v")?.Value ?? "";
        return cell.Attribute("t")?.Value switch
        {
            "s" => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count ? shared[index] : "",
            "inlineStr" => cell.Element(Main + "is") is { } inline ? TextOf(inline) : "",
            "b" => raw == "1" ? "yes" : "no",
            "e" => "",
            _ => raw,
        };
    }

    private static string TextOf(XElement part) => string.Concat(part.Descendants(Main + "t").Select(t => t.Value));

    // "C5" is the third column.
    private static int? ColumnOf(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        foreach (var c in reference.TakeWhile(char.IsAsciiLetter)) column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        return column == 0 ? null : column - 1;
    }
}
