using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;

namespace ReviewFlow.Activities.Requests;

/// <summary>One recipient of the request and how it stands with them.</summary>
internal sealed record AskedPerson
{
    public const string Open = "open";
    public const string Completed = "completed";
    public const string Returned = "returned";
    public const string Withdrawn = "withdrawn";

    /// <summary>Role expression; <c>user:ID</c> when chosen by name.</summary>
    public required string Role { get; init; }

    public bool Mandatory { get; init; } = true;

    public string? Label { get; init; }

    public string Status { get; init; } = Open;

    /// <summary>The recipient's wait; empty until it is sent.</summary>
    public string Bookmark { get; init; } = "";

    public string? By { get; init; }

    public string? ActingFor { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Note { get; init; }

    /// <summary>
    /// The recipients that the sender chose (<c>recipients</c>: account ids, or <c>{ person, role, mandatory }</c>); those
    /// suggested when none were chosen. When none is mandatory, all are.
    /// </summary>
    public static IReadOnlyList<AskedPerson> Chosen(JsonObject? values, IReadOnlyList<Suggested> suggested)
    {
        IReadOnlyList<AskedPerson> asked = values?["recipients"] is JsonArray { Count: > 0 } list
            ? [.. list.Select(Read).OfType<AskedPerson>().DistinctBy(a => a.Role)]
            : [.. suggested.Select(s => new AskedPerson { Role = s.Role, Mandatory = s.Mandatory, Label = s.Label })];
        return asked.Any(a => a.Mandatory) ? asked : [.. asked.Select(a => a with { Mandatory = true })];
    }

    private static AskedPerson? Read(JsonNode? chosen)
    {
        if (chosen is JsonValue id) return new AskedPerson { Role = $"user:{id}" };
        if (chosen is not JsonObject one) return null;
        var role = Given.Text(one, "person") is { } person ? $"user:{person}" : Given.Text(one, "role");
        var mandatory = one["mandatory"] is not JsonValue flag || !bool.TryParse(flag.ToString(), out var given) || given;
        return role is null ? null : new AskedPerson { Role = role, Mandatory = mandatory, Label = Given.Text(one, "label") };
    }
}
