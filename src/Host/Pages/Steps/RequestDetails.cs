using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What the request's activity says of itself for the page.</summary>
internal sealed record RequestDetails
{
    /// <summary>To whom it goes, in words ("Manager").</summary>
    public string? Title { get; init; }

    /// <summary>Stage 1 to 4 of a dispute.</summary>
    public int? Level { get; init; }

    /// <summary>Of one recipient's work: whether the step waits for it.</summary>
    public bool Mandatory { get; init; } = true;
    public IReadOnlyList<SuggestedRole> Suggested { get; init; } = [];

    public sealed record SuggestedRole(string Role, bool Mandatory, string Label);

    public static RequestDetails Of(WorkTaskRow row)
    {
        if (row.Details is null || JsonNode.Parse(row.Details) is not JsonObject details) return new RequestDetails();
        IReadOnlyList<SuggestedRole> suggested = details["suggested"] is JsonArray list ? [.. list.OfType<JsonObject>().Where(r => Text(r, "role") is not null).Select(Role)] : [];
        return new RequestDetails
        {
            Title = suggested.FirstOrDefault(s => s.Mandatory && s.Label.Length > 0)?.Label,
            Level = details["level"] is JsonValue level && level.TryGetValue<int>(out var stage) ? stage : null,
            Mandatory = Flag(details, "mandatory") ?? true,
            Suggested = suggested,
        };
    }

    private static SuggestedRole Role(JsonObject recipient) =>
        new(Text(recipient, "role")!, Flag(recipient, "mandatory") ?? true, Text(recipient, "label") ?? "");

    private static string? Text(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool? Flag(JsonObject node, string name) => node[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;
}
