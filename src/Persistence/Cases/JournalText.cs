using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Persistence.Cases;

/// <summary>The journal of one burst as it is stored: bounded, whatever a process does.</summary>
internal static class JournalText
{
    /// <summary>Most entries of one burst; of more, those in the middle are left out and their number is noted.</summary>
    public const int MostEntries = 2_000;

    /// <summary>Longest message in characters.</summary>
    public const int LongestMessage = 1_000;

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>A JSON array of the entries, the lines that the process wrote behind them.</summary>
    public static string Of(Burst burst)
    {
        var entries = JsonSerializer.SerializeToNode(Bounded([.. burst.Journal.Select(Short)]), s_wire)!.AsArray();
        foreach (var line in burst.Effects.OfType<WriteLine>().Take(MostEntries)) entries.Add((JsonNode)new JsonObject { ["event"] = "WriteLine", ["message"] = Cut(line.Text) });
        return entries.ToJsonString();
    }

    private static List<JournalEntry> Bounded(List<JournalEntry> entries)
    {
        if (entries.Count <= MostEntries) return entries;
        var half = MostEntries / 2;
        var first = entries[half];
        var left = new JournalEntry(first.Sequence, first.ActivityId, first.NodeId, first.ActivityInstanceId, "LeftOut", first.At, $"{entries.Count - MostEntries + 1} entries of a long burst are left out.");
        return [.. entries[..half], left, .. entries[^(half - 1)..]];
    }

    private static JournalEntry Short(JournalEntry entry) => entry.Message is { Length: > LongestMessage } ? entry with { Message = Cut(entry.Message) } : entry;

    // Never half of a pair: that could not be stored.
    private static string Cut(string text)
    {
        if (text.Length <= LongestMessage) return text;
        var end = char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage;
        return text[..end] + "…";
    }
}
