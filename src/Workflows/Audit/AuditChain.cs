using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Workflows.Audit;

/// <summary>One entry of a case's audit. The payload may be erased later; its hash stays.</summary>
/// <param name="Number">1, 2, 3, … within the case.</param>
/// <param name="PreviousHash">Hash of the entry before; <see cref="AuditChain.Start"/> for the first.</param>
/// <param name="Header">Who, what, when, on what: no text of people.</param>
/// <param name="PayloadHash">SHA-256 of the canonical payload; null when there is none.</param>
/// <param name="Hash">Of all that.</param>
/// <param name="Payload">Old and new values; null when erased or none.</param>
public sealed record AuditEntry(long Number, string PreviousHash, JsonObject Header, string? PayloadHash, string Hash, JsonNode? Payload = null);

/// <summary>The first thing wrong with a chain.</summary>
public sealed record AuditBreak(long Number, string Words);

/// <summary>Entries chained by hash, so that altering, removing or adding one shows. Hashes are lower-case hex.</summary>
public static class AuditChain
{
    /// <summary>What the first entry of a case has as its previous hash.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>The next entry of a case.</summary>
    /// <param name="head">Hash of the last entry, or <see cref="Start"/>.</param>
    /// <param name="count">Number of the last entry, or 0.</param>
    /// <param name="header">Who, what, when.</param>
    /// <param name="payload">Old and new values, if any.</param>
    public static AuditEntry Next(string head, long count, JsonObject header, JsonNode? payload)
    {
        var payloadHash = payload is null ? null : Sha256(CanonicalJson.Write(payload));
        return new AuditEntry(count + 1, head, header, payloadHash, HashOf(head, count + 1, header, payloadHash), payload);
    }

    /// <summary>Checks entries in order from the first; null when every link holds.</summary>
    /// <param name="entries">Entries as stored, ordered by number.</param>
    /// <param name="head">Hash in the case row, which must be that of the last entry; null when not checked.</param>
    public static AuditBreak? Verify(IEnumerable<AuditEntry> entries, string? head = null)
    {
        var previous = Start;
        long number = 0;
        foreach (var entry in entries)
        {
            number++;
            if (Broken(entry, number, previous) is { } words)
                return new AuditBreak(number, words);
            previous = entry.Hash;
        }

        return head is null || head == previous ? null : new AuditBreak(number + 1, $"Entry {number + 1} is missing: the case’s head is not the hash of its last entry.");
    }

    private static string? Broken(AuditEntry entry, long number, string previous)
    {
        if (entry.Number != number)
            return $"Entry {number} is missing: entry {entry.Number} stands in its place.";
        if (entry.PreviousHash != previous)
            return $"Entry {number} does not follow entry {number - 1}.";
        if (entry.Hash != HashOf(previous, number, entry.Header, entry.PayloadHash))
            return $"Entry {number} has been altered.";
        return entry.Payload is null || entry.PayloadHash == Sha256(CanonicalJson.Write(entry.Payload)) ? null : $"The content of entry {number} has been altered.";
    }

    private static string HashOf(string previous, long number, JsonObject header, string? payloadHash) =>
        Sha256(CanonicalJson.Write(new JsonArray(previous, number, header.DeepClone(), payloadHash)));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
