using System.Globalization;

namespace ReviewFlow.Host.Forms;

/// <summary>Dates as people type them, and as the form keeps them.</summary>
public static class TypedDate
{
    private static readonly string[] s_ways = ["d M yyyy", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d M yy", "d/M/yy", "d MMM yyyy", "d MMMM yyyy", "ddd d MMM yyyy", "yyyy-MM-dd"];

    /// <summary>"26 6 2026", "26/06/2026" or "26 June 2026" as <c>2026-06-26</c>; anything else as it was typed.</summary>
    public static string? Read(string? typed)
    {
        var text = typed?.Trim();
        return TryRead(text, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
    }

    public static bool TryRead(string? typed, out DateOnly date) =>
        DateOnly.TryParseExact(typed?.Trim(), s_ways, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out date);

    /// <summary>"26 6 2026" of what the form keeps; what is no date as it was typed.</summary>
    public static string? Write(string? kept) =>
        DateOnly.TryParseExact(kept, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("d M yyyy", CultureInfo.InvariantCulture)
            : kept;
}
