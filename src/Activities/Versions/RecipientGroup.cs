using System.Text.Json.Nodes;

namespace ReviewFlow.Activities.Versions;

/// <summary>A group of people to whom a version goes, as a definition states it.</summary>
internal sealed record RecipientGroup
{
    public string Key { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>Role expressions; everybody whom they mean is listed.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Why this group gets it, in words that the sender and the recipients read.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Whether it may only be told of a large scale investigation.</summary>
    public bool OnlyForLsi { get; init; }

    /// <summary>The groups of S3, "Governance, Reporting &amp; Quality Assurance", in its order.</summary>
    public static IReadOnlyList<RecipientGroup> OfPlans { get; } =
    [
        new() { Key = "planningGroup", Label = "Improvement Planning Group", Purpose = "Works to this plan", Roles = ["group:partnershipLead", "group:tacticalLead", "group:homeManager", "group:homeOwner"] },
        new() { Key = "chog", Label = "Care Home Oversight Group", Purpose = "Oversees care homes and is kept informed", Roles = ["group:chog"] },
        new() { Key = "commissioning", Label = "Commissioning", Purpose = "Monitors the contract", Roles = ["group:commissioning"] },
        new() { Key = "careInspectorate", Label = "Care Inspectorate", Purpose = "Regulates the service", Roles = ["group:careInspectorate"] },
        new() { Key = "otherBody", Label = "Other professional lead or body (Police)", Purpose = "Takes part in the large scale investigation", Roles = ["group:police"], OnlyForLsi = true },
    ];

    public JsonObject Written(bool lsi) => new()
    {
        ["key"] = Key,
        ["label"] = Label,
        ["purpose"] = Purpose,
        ["roles"] = new JsonArray([.. Roles.Select(r => (JsonNode)r)]),
        ["closed"] = OnlyForLsi && !lsi,
        ["ticked"] = !OnlyForLsi || lsi,
    };
}
