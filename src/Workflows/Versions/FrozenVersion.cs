using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Versions;

/// <summary>A version of sections of a form, as it was frozen: what is shown, printed and compared. It never changes.</summary>
public sealed record FrozenVersion
{
    public required int Number { get; init; }

    /// <summary>What the document is called on paper.</summary>
    public required string Title { get; init; }

    /// <summary>Reference of the case at that moment; empty when it had none.</summary>
    public required string Reference { get; init; }

    /// <summary>The service or person that it is about, by name.</summary>
    public required string Subject { get; init; }
    public required DateOnly DateOfPlan { get; init; }

    /// <summary>Who completed it, as it stands on every page.</summary>
    public required string CompletedBy { get; init; }
    public required string FormId { get; init; }
    public required int FormVersion { get; init; }
    public required IReadOnlyList<FrozenSection> Sections { get; init; }

    /// <summary>Reads the text that was kept.</summary>
    /// <exception cref="FormatException">It is no frozen version.</exception>
    public static FrozenVersion Read(string canonical) => FrozenText.Read(canonical);

    /// <summary>The text that is kept and hashed: the same content gives the same text, byte for byte.</summary>
    public string Canonical() => FrozenText.Write(this);

    /// <summary>SHA-256 of a kept text, lower-case hex.</summary>
    public static string HashOf(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
}

/// <summary>A section as it was frozen.</summary>
/// <param name="Id">Id in the form.</param>
/// <param name="Title">Its title at that moment.</param>
/// <param name="Version">Version of its answers; 0 when it was never saved.</param>
/// <param name="Fields">Answers outside tables.</param>
/// <param name="Tables">Its tables.</param>
public sealed record FrozenSection(string Id, string Title, int Version, IReadOnlyList<FrozenField> Fields, IReadOnlyList<FrozenTable> Tables)
{
    public bool IsEmpty => Fields.All(f => f.Words.Length == 0) && Tables.All(t => t.Rows.Count == 0);
}

/// <summary>One answer: the value as data, and the words that people read (names, labels, dates as they were then).</summary>
public sealed record FrozenField(string Id, string Label, JsonNode? Value, string Words);

/// <summary>A table. The columns stand even where there is no row.</summary>
public sealed record FrozenTable(string Id, string Label, string RowName, IReadOnlyList<(string Id, string Label)> Columns, IReadOnlyList<FrozenRow> Rows);

/// <summary>A row of a table.</summary>
/// <param name="Id">Id of the row, the same in every version.</param>
/// <param name="Number">Number that people call it by: "1.2" in a section whose id ends in a figure, else "2".</param>
/// <param name="State">How it stands in the register of actions; null outside registers.</param>
/// <param name="Cells">Answers, one for each column that is not empty.</param>
public sealed record FrozenRow(string Id, string Number, string? State, IReadOnlyList<FrozenField> Cells)
{
    /// <summary>Words of a column; empty when there are none.</summary>
    public string Words(string column) => Cells.FirstOrDefault(c => c.Id == column)?.Words ?? "";
}
