using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One entry of the audit in words.</summary>
/// <param name="Number">Its number in the case.</param>
/// <param name="What">What happened.</param>
/// <param name="By">Who did it, and for whom.</param>
/// <param name="When">Local moment.</param>
/// <param name="Details">Particulars, each as name and value.</param>
/// <param name="Hash">Its link of the chain, the first figures.</param>
public sealed record AuditLine(int Number, string What, string By, string When, IReadOnlyList<(string Name, string Value)> Details, string Hash);

/// <summary>Says entries of the audit in words. What people wrote in a form is not repeated here: it stands in the form, by version.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, string> s_what = new(StringComparer.Ordinal)
    {
        ["case.opened"] = "Case opened",
        ["case.closed"] = "Episode closed",
        ["task.taken"] = "Work taken from the team’s queue",
        ["task.released"] = "Work given back to the team’s queue",
        ["task.acted"] = "Action on a piece of work",
        ["task.reassigned"] = "Work given to somebody else",
        ["section.saved"] = "Section saved",
        ["sections.reopened"] = "Sections opened again",
        ["actions.carried"] = "Unresolved actions carried forward",
        ["signed"] = "Signed",
        ["signature.amended"] = "Signed text amended",
        ["file.attached"] = "Document added",
        ["access.asked"] = "Access asked for",
        ["access.granted"] = "Access granted",
        ["access.refused"] = "Access refused",
        ["clock.extended"] = "Later date agreed",
        ["clock.paused"] = "Clock paused",
        ["clock.resumed"] = "Clock goes on",
        ["clock.recalculated"] = "Date moved because the calendar changed",
        ["dispute.dated"] = "Date of dispute changed",
        ["cafcass.referred"] = "Referral to CAFCASS recorded",
        ["alert.raised"] = "Alert raised: a date was missed",
        ["alert.acknowledged"] = "Alert acknowledged",
        ["concern.raised"] = "Immediate concern raised",
        ["concern.climbed"] = "Immediate concern: the next person was told",
        ["instance.voided"] = "Step voided",
        ["background-task.completed"] = "Background task completed by hand",
        ["incident.parked"] = "Incident: something could not be stored and was put aside",
        ["incident.mended"] = "Incident mended",
    };

    // Which particulars are said, and how they are called. Everything else is for machines.
    private static readonly (string Key, string Name)[] s_said =
    [
        ("title", "Work"), ("action", "Action"), ("from", "From"), ("to", "To"), ("until", "Until"), ("version", "Version"), ("changed", "Changed"), ("sections", "Sections"),
        ("reason", "Reason"), ("why", "Reason"), ("due", "Was due"), ("declaration", "Declaration"), ("method", "Confirmed by"), ("name", "File"), ("fileName", "File"), ("how", "How"), ("at", "At"), ("rung", "Who was rung"), ("remedy", "Remedy"),
    ];

    /// <summary>Says one entry.</summary>
    /// <param name="row">The entry.</param>
    /// <param name="payload">Its particulars; null for none.</param>
    /// <param name="sheet">The case.</param>
    /// <param name="sections">Titles of the forms' sections, by instance and section.</param>
    /// <param name="organisation">Who is who.</param>
    public static AuditLine Of(
        AuditRow row, string? payload, CaseSheet sheet, IReadOnlyDictionary<(string Instance, string Section), string> sections, Organisation organisation)
    {
        var details = new List<(string Name, string Value)>();
        if (Where(row.Resource, sheet, sections, organisation) is { } where) details.Add(where);
        if (payload is not null && JsonNode.Parse(payload) is JsonObject values)
        {
            var task = sheet.Tasks.FirstOrDefault(t => t.Id == row.Resource);
            if (task is not null && TaskFace.Actions(task).FirstOrDefault(a => a.Key == values["action"]?.ToString()) is { } action) values["action"] = action.Label;
            if (task is not null) Name(values, "sections", task.InstanceId, sections);
            details.AddRange(s_said.Where(s => values[s.Key] is not null).Select(s => (s.Name, Value(values[s.Key]!, organisation))));
        }

        return new AuditLine(row.Number, s_what.GetValueOrDefault(row.Action) ?? Plain(row.Action), By(row, organisation), UkWords.Moment(row.At), details, row.Hash[..8]);
    }

    /// <summary>A new kind of entry still reads as words: "plan.closed" as "Plan closed".</summary>
    private static string Plain(string action)
    {
        var words = action.Replace('.', ' ').Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string By(AuditRow row, Organisation organisation) => row switch
    {
        { ActorId: null } => "ReviewFlow",
        { ActingForId: { } covered } => $"{organisation.NameOf(row.ActorId)} acting for {organisation.NameOf(covered)}",
        _ => organisation.NameOf(row.ActorId),
    };

    private static void Name(JsonObject values, string key, string instance, IReadOnlyDictionary<(string, string), string> sections)
    {
        if (values[key] is JsonArray ids) values[key] = new JsonArray([.. ids.Select(i => (JsonNode?)sections.GetValueOrDefault((instance, i!.ToString()), i.ToString()))]);
        else if (values[key] is JsonObject versions) values[key] = string.Join(", ", versions.Select(v => $"{sections.GetValueOrDefault((instance, v.Key), v.Key)} (version {v.Value})"));
    }

    private static (string Name, string Value)? Where(
        string? resource, CaseSheet sheet, IReadOnlyDictionary<(string, string), string> sections, Organisation organisation)
    {
        if (resource is null) return null;
        if (organisation.Person(resource) is { } person) return ("Person", person.Name);
        if (sheet.Tasks.FirstOrDefault(t => t.Id == resource) is { } task) return ("Step", Step(sheet, task.InstanceId));
        var instance = sheet.Instances.FirstOrDefault(i => resource == i.Id || resource.StartsWith($"{i.Id}/", StringComparison.Ordinal));
        if (instance is null) return null;
        var section = resource == instance.Id ? null : resource[(instance.Id.Length + 1)..];
        return ("Step", section is null ? Step(sheet, instance.Id) : $"{Step(sheet, instance.Id)}, section ‘{sections.GetValueOrDefault((instance.Id, section), section)}’");
    }

    private static string Step(CaseSheet sheet, string instanceId) =>
        sheet.Instances.FirstOrDefault(i => i.Id == instanceId) is { } instance ? instance.Reference ?? instance.Title : "This case";

    private static string Value(JsonNode value, Organisation organisation) => value switch
    {
        JsonArray many => string.Join(", ", many.OfType<JsonNode>().Select(m => Value(m, organisation))),
        JsonObject one => string.Join(", ", one.Where(p => p.Value is JsonValue).Select(p => $"{p.Key} {p.Value}")),
        _ when organisation.Person(value.ToString()) is { } person => person.Name,
        _ when DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => UkWords.Date(day),
        _ when DateTimeOffset.TryParseExact(value.ToString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => UkWords.Moment(moment),
        _ => value.ToString(),
    };
}
