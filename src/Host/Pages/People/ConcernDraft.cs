using System.Text.Json.Nodes;
using ReviewFlow.Host.Forms;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.People;

/// <summary>What is typed on "Record a concern": one page, two records (ruling 23).</summary>
public sealed class ConcernDraft
{
    public const string Information = "information";
    public const string Completion = "completion";
    public const string Issues = "issues";
    private const string SummaryField = "summary";

    /// <summary>Day of the information, as typed; empty means today.</summary>
    public string? ReceivedOn { get; set; }
    public string? Summary { get; set; }
    public string? Actions { get; set; }
    public string? ReviewDate { get; set; }
    public string? Reason { get; set; }
    public List<IssueDraft> Lines { get; set; } = [];

    public IEnumerable<IssueDraft> Written => Lines.Where(l => !string.IsNullOrWhiteSpace(l.Issue));

    /// <summary>The sections of the first record: what is known. Its fields are found in the form by what they are.</summary>
    /// <param name="form">Form of the first record.</param>
    /// <param name="worker">Who completes it.</param>
    /// <param name="today">Local business day.</param>
    /// <param name="issuesToo">Whether the issues go along in words, because the second record is somebody else's.</param>
    public Dictionary<string, JsonObject> Sections(FormDefinition form, string worker, DateOnly today, bool issuesToo)
    {
        var issues = string.Join("\n", Written.Select(l => l.Issue!.Trim()));
        var actions = string.IsNullOrWhiteSpace(Actions) ? "Quality assurance process to be started." : Actions.Trim();
        if (issuesToo && !string.IsNullOrWhiteSpace(Summary)) actions = $"{actions}\nIssues:\n{issues}";
        var summary = string.IsNullOrWhiteSpace(Summary) ? issues : Summary.Trim();
        return new(StringComparer.Ordinal)
        {
            [Information] = Filled(form, Information, f => f.Type == FormFieldType.Date ? Iso(ReceivedOn, today) : f.Id == SummaryField ? summary : f.Type == FormFieldType.LongText ? actions : null),
            [Completion] = Filled(form, Completion, f => f.Type == FormFieldType.Date ? Iso(today) : f.Type == FormFieldType.Person ? worker : null),
        };
    }

    private static JsonObject Filled(FormDefinition form, string section, Func<FormField, string?> value) =>
        new((form.Sections.FirstOrDefault(s => s.Id == section)?.Fields ?? []).Where(f => value(f) is not null).Select(f => KeyValuePair.Create(f.Id, (JsonNode?)value(f))));

    /// <summary>The issues of the second record, for the manager to answer.</summary>
    public JsonObject IssueSection(DateOnly reviewOn) => new()
    {
        ["reviewDate"] = Iso(ReviewDate, reviewOn),
        ["actions"] = new JsonArray([.. Written.Select((line, at) => (JsonNode)new JsonObject
        {
            ["id"] = $"r{at + 1}",
            ["issue"] = line.Issue!.Trim(),
            ["actionNeeded"] = string.IsNullOrWhiteSpace(line.ActionNeeded) ? "Resolve this issue and say how." : line.ActionNeeded.Trim(),
            ["owner"] = line.Owner,
            ["dueBy"] = Iso(line.DueBy, reviewOn),
        })]),
    };

    /// <summary>What has to be mended before anything is recorded; ids of fields with words.</summary>
    public IReadOnlyList<(string Id, string Message)> Problems(DateOnly today, bool needsReason)
    {
        var problems = new List<(string, string)>();
        if (!Written.Any()) problems.Add(("issue-0", "Write what the issue is"));
        if (Wrong(ReceivedOn) || Day(ReceivedOn, today) > today) problems.Add(("receivedOn", "The date of the information must be a date, not in the future"));
        if (Wrong(ReviewDate) || Day(ReviewDate, today) < today) problems.Add(("reviewDate", "The review date must be a date, today or later"));
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Wrong(Lines[i].DueBy) || Day(Lines[i].DueBy, today) < today) problems.Add(($"dueBy-{i}", $"The date of issue {i + 1} must be a date, today or later"));
        }

        if (needsReason && string.IsNullOrWhiteSpace(Reason)) problems.Add(("reason", "Write why you and not the child’s own IRO"));
        return problems;
    }

    private static bool Wrong(string? typed) => !string.IsNullOrWhiteSpace(typed) && !TypedDate.TryRead(typed, out _);

    private static DateOnly Day(string? typed, DateOnly otherwise) =>
        TypedDate.TryRead(typed, out var day) ? day : otherwise;

    private static string Iso(string? typed, DateOnly otherwise) => Iso(Day(typed, otherwise));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One issue as typed.</summary>
public sealed class IssueDraft
{
    public string? Issue { get; set; }
    public string? ActionNeeded { get; set; }
    public string? Owner { get; set; }
    public string? DueBy { get; set; }
}
