using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The quality assurance process in its own words.</summary>
public sealed partial class Colleague
{
    /// <summary>Finishes a looked after child review with the quality assurance process as next action.</summary>
    public Attempt FinishesTheReview(DateOnly heldOn) => Does("qap", typed: new Typed
    {
        ["review"] = new JsonObject { ["heldOn"] = Day(heldOn), ["auditDone"] = true, ["concerns"] = "Two matters need an answer." },
    });

    /// <summary>Records significant information and finishes with the quality assurance process as next action.</summary>
    public Attempt RecordsSignificantInformation(DateOnly receivedOn, Colleague? completedBy = null, DateOnly? completedOn = null) => Does("qap", typed: new Typed
    {
        ["information"] = new JsonObject { ["receivedOn"] = Day(receivedOn), ["summary"] = "A teacher rang.", ["response"] = "Raise it with the manager." },
        ["completion"] = new JsonObject { ["completedBy"] = (completedBy ?? this).Id, ["completedOn"] = Day(completedOn ?? receivedOn) },
    });

    /// <summary>A concern out of a review, up to the open quality assurance process.</summary>
    public async Task RaisesAConcernAbout(string child, DateOnly today)
    {
        await Opens("lac-review-stub", child);
        await FinishesTheReview(today);
    }

    /// <summary>Writes the table of section 2; the first issue's row is r1.</summary>
    public Attempt WritesIssues(DateOnly reviewDate, params string[] issues) => Saves(IssuesOf(reviewDate, issues));

    /// <summary>Sends the required request; the first is mandatory, the others are optional.</summary>
    public Attempt SendsTheRequestTo(params Colleague[] recipients) => Does("send", Recipients(recipients));

    public Attempt SendsAgainTo(params Colleague[] recipients) => Does("resend", Recipients(recipients));

    public Attempt SendsAgain() => Does("resend", Note("Please read it again."));

    /// <summary>Writes an update on each issue and completes the request.</summary>
    public Attempt AnswersTheRequest(params string[] updates) => Does("complete", typed: new Typed { ["issues"] = new JsonObject { ["actions"] = Rows("swUpdate", updates) } });

    public Attempt Returns(string note) => Does("return", Note(note));

    public Attempt RecordsNoResponse(string? reason = null) => Does("recordNoResponse", reason is null ? null : Reason(reason));

    /// <summary>Decides each issue, writes the outcome and signs.</summary>
    public Attempt DecidesAndSigns(string decision, params string[] choices) => Does("sign", typed: Decisions(decision, choices));

    /// <summary>Chooses what follows.</summary>
    public Attempt Chooses(string next, string? reason = null, string? note = null, DateOnly? from = null) =>
        Does(next, new JsonObject { ["reason"] = reason, ["note"] = note, ["scheduledFor"] = from is { } day ? Day(day) : null });

    public static Typed IssuesOf(DateOnly reviewDate, params string[] issues) => new()
    {
        ["issues"] = new JsonObject
        {
            ["reviewDate"] = Day(reviewDate),
            ["actions"] = new JsonArray([.. issues.Select((issue, i) => (JsonNode)new JsonObject
            {
                ["id"] = $"r{i + 1}",
                ["issue"] = issue,
                ["owner"] = "joel-anand",
                ["dueBy"] = Day(reviewDate),
            })]),
        },
    };

    public static Typed Decisions(string decision, params string[] choices) => new()
    {
        ["issues"] = new JsonObject
        {
            ["actions"] = new JsonArray([.. choices.Select((choice, i) => (JsonNode)new JsonObject
            {
                ["id"] = $"r{i + 1}",
                ["iroDecisionChoice"] = choice,
                ["iroDecision"] = "Weighed with the update.",
            })]),
        },
        ["outcome"] = new JsonObject { ["summary"] = "The child was heard and the updates were weighed.", ["decision"] = decision },
    };

    private static JsonArray Rows(string column, string[] texts) =>
        new([.. texts.Select((text, i) => (JsonNode)new JsonObject { ["id"] = $"r{i + 1}", [column] = text })]);

    private static JsonObject Recipients(Colleague[] people) => new()
    {
        ["recipients"] = new JsonArray([.. people.Select((p, i) => (JsonNode)new JsonObject { ["person"] = p.Id, ["mandatory"] = i == 0 })]),
        ["note"] = "Please write what has been done.",
    };

    private static JsonObject Note(string note) => new() { ["note"] = note };

    private static JsonObject Reason(string reason) => new() { ["reason"] = reason };

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
