using System.Text.Json.Nodes;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Versions;

/// <summary>A group to which a version can go, with the people who are in it today.</summary>
/// <param name="Key">Its key in the definition.</param>
/// <param name="Label">Its name.</param>
/// <param name="Purpose">Why it gets the plan.</param>
/// <param name="Closed">Whether it cannot be told now: it is only told of a large scale investigation, and there is none.</param>
/// <param name="Ticked">Whether it is ticked when the page opens.</param>
/// <param name="People">Accounts, each once.</param>
public sealed record OfferedGroup(string Key, string Label, string Purpose, bool Closed, bool Ticked, IReadOnlyList<string> People);

/// <summary>What is to be distributed to whom: read from the task that asks for it.</summary>
public sealed record Distribution
{
    /// <summary>Key of the action that sends it.</summary>
    public const string Send = "distribute";

    /// <summary>Number of the version; null for the latest.</summary>
    public int? Version { get; init; }
    public bool Lsi { get; init; }
    public string? Purpose { get; init; }
    public IReadOnlyList<OfferedGroup> Groups { get; init; } = [];

    /// <summary>Reads a task's details; null when it is about no distribution.</summary>
    public static Distribution? Read(JsonObject? details, CaseRoles roles, Organisation organisation, DateOnly today, string area)
    {
        if (details?["groups"] is not JsonArray groups)
            return null;
        return new Distribution
        {
            Version = details["version"] is JsonValue number && number.TryGetValue<int>(out var version) ? version : null,
            Lsi = details["lsi"] is JsonValue flag && flag.TryGetValue<bool>(out var lsi) && lsi,
            Purpose = details["purpose"]?.ToString(),
            Groups = [.. groups.OfType<JsonObject>().Select(g => Group(g, roles, organisation, today, area))],
        };
    }

    /// <summary>Whether it can be sent like this.</summary>
    /// <param name="values">What was ticked: <c>recipients: [{ person, group }]</c>, <c>checked: true</c>.</param>
    /// <param name="final">Numbers of the versions that are final.</param>
    public RuleAnswer Check(JsonObject? values, IReadOnlyCollection<int> final)
    {
        if (VersionOf(values) is not { } wanted || !final.Contains(wanted))
            return RuleAnswer.Conflict(NotFinal);
        var chosen = Chosen(values);
        if (chosen.Count == 0)
            return RuleAnswer.Invalid("Tick at least one person who gets this version");
        foreach (var (person, key) in chosen)
        {
            if (Groups.FirstOrDefault(g => g.Key == key) is not { } group || !group.People.Contains(person, StringComparer.Ordinal))
                return RuleAnswer.Invalid("Somebody who was ticked is no longer in that group. Look at the list again; nothing was sent");
            if (group.Closed)
                return RuleAnswer.Invalid($"{group.Label} is only told of a large scale investigation, and none is recorded for this plan. Nothing was sent");
        }

        return values?["checked"] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes
            ? RuleAnswer.Ok
            : RuleAnswer.Invalid("Confirm that you have checked the text for names of residents and that these people may get it for this purpose");
    }

    /// <summary>Number of the version that would be sent: that of the process, else the one that was chosen.</summary>
    public int? VersionOf(JsonObject? values) => Version ?? (values?["version"] is JsonValue number && number.TryGetValue<int>(out var chosen) ? chosen : null);

    /// <summary>Said when there is nothing that could be sent.</summary>
    public const string NotFinal = "No version is final yet, so nothing can be distributed. A version is final when every quality check has passed.";

    /// <summary>Whom the values name, each with the group.</summary>
    public static IReadOnlyList<(string Person, string Group)> Chosen(JsonObject? values) =>
        [.. (values?["recipients"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(r => (Person: r["person"]?.ToString() ?? "", Group: r["group"]?.ToString() ?? "")).Where(r => r.Person.Length > 0)];

    // Nobody stands in for an empty post here: a plan goes to those whom it names.
    private static OfferedGroup Group(JsonObject group, CaseRoles roles, Organisation organisation, DateOnly today, string area)
    {
        var people = (group["roles"] as JsonArray ?? []).OfType<JsonValue>()
            .SelectMany(role => RoleResolver.ResolveAll(role.ToString(), roles, organisation, today, area))
            .Where(a => a.Vacancies.Count == 0).Select(a => a.ActingFor ?? a.PersonId).OfType<string>().Distinct(StringComparer.Ordinal);
        return new OfferedGroup(Text(group, "key"), Text(group, "label"), Text(group, "purpose"), Flag(group, "closed"), Flag(group, "ticked"), [.. people]);
    }

    private static string Text(JsonObject owner, string name) => owner[name]?.ToString() ?? "";

    private static bool Flag(JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
