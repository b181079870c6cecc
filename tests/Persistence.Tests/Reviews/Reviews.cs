using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Tests.Disputes;

namespace ReviewFlow.Persistence.Tests.Reviews;

/// <summary>What people type into a review.</summary>
public static class Reviews
{
    private const string Text = "Written down by those who took part.";

    public static Typed Page1(bool otherAgencies) => new()
    {
        ["reasons"] = new JsonObject
        {
            ["reason"] = "Two evening doses were missed at handover.",
            ["trigger"] = "Things have not gone as well as they could",
            ["otherAgencies"] = otherAgencies ? "Yes" : "No",
            ["agencies"] = otherAgencies ? "Kestrel Ambulance Trust" : null,
        },
        ["service"] = new JsonObject
        {
            ["serviceName"] = "Larch House",
            ["serviceType"] = "Short stay",
            ["team"] = "Northmoor Reablement",
            ["locality"] = "Northmoor",
            ["address"] = "Larch House, Northmoor",
            ["manager"] = "The registered manager",
            ["registration"] = "not registered",
        },
    };

    /// <summary>The report: 1 November to 20 December 2025, with nine events.</summary>
    public static Typed Report(string extended = "Yes", int events = 9, string? learning = Text, int recommendations = 1) => new()
    {
        ["period"] = new JsonObject { ["from"] = "2025-11-01", ["to"] = "2025-12-20", ["extended"] = extended },
        ["people"] = Table("people", new JsonObject { ["id"] = "r1", ["name"] = "The night worker", ["organisation"] = "Adult Social Care" }),
        ["background"] = new JsonObject
        {
            ["overview"] = Text,
            ["person"] = Text,
            ["keyDates"] = new JsonArray(new JsonObject { ["id"] = "r1", ["date"] = "2025-12-01", ["what"] = "First missed dose" }),
        },
        ["details"] = new JsonObject { ["details"] = Text, ["refers"] = extended == "Yes" },
        ["chronology"] = Table("events", [.. Enumerable.Range(1, events).Select(n => new JsonObject { ["id"] = $"r{n}", ["date"] = $"2025-12-{n:00}", ["event"] = Text })]),
        ["observations"] = new JsonObject { ["learning"] = learning },
        ["recommendations"] = Table("recommendations", [.. Enumerable.Range(1, recommendations).Select(n => new JsonObject { ["id"] = $"r{n}", ["text"] = "A second check at every handover", ["theme"] = "medicationHandover" })]),
    };

    public static Typed Registration() => new() { ["registration"] = new JsonObject { ["receivedOn"] = "2026-02-02", ["checked"] = true } };

    public static Typed ThemesAndLearning() => new()
    {
        ["themes"] = new JsonObject
        {
            ["themes"] = new JsonArray("medicationHandover", "recording"),
            ["learningPoints"] = new JsonArray(new JsonObject { ["id"] = "r1", ["learning"] = "Two people sign the handover", ["audience"] = "Short-stay services", ["how"] = "Team meetings" }),
        },
    };

    public static Typed Plan(params (Colleague Owner, DateOnly By)[] actions) => new()
    {
        ["plan"] = Table("actions", [.. actions.Select((a, i) => Action($"r{i + 1}", $"Action {i + 1}", a.Owner, a.By))]),
    };

    public static JsonObject Action(string id, string text, Colleague owner, DateOnly by) => new()
    {
        ["id"] = id,
        ["action"] = text,
        ["recommendation"] = "1",
        ["theme"] = "medicationHandover",
        ["owner"] = owner.Id,
        ["targetDate"] = Day(by),
        ["improvement"] = Text,
        ["learning"] = Text,
        ["impactMeasure"] = Text,
    };

    public static Typed Done(string row, DateTimeOffset now) => Row(row, new JsonObject
    {
        ["status"] = "Complete",
        ["completedOn"] = Day(DateOnly.FromDateTime(now.UtcDateTime)),
        ["evidence"] = "The signed handover sheets of two weeks",
    });

    public static Typed NotAchievable(string row) => Row(row, new JsonObject
    {
        ["status"] = "Not achievable",
        ["why"] = "The supplier has stopped making it",
        ["residualRisk"] = "Low: two people still check by hand",
    });

    public static Typed Row(string row, JsonObject cells)
    {
        cells["id"] = row;
        return new Typed { ["plan"] = Table("actions", cells) };
    }

    public static Typed Closing(string evidence = Text) => new()
    {
        ["closing"] = new JsonObject
        {
            ["actionsCompleted"] = Text,
            ["residualRisk"] = "None that is known",
            ["riskRating"] = "None",
            ["expectedOutcomes"] = "People have their medicines on time",
            ["additionalQA"] = "none",
            ["evidenceOfImpact"] = evidence,
        },
    };

    public static Typed Acceptance() => new() { ["acceptance"] = new JsonObject { ["checked"] = true } };

    public static Typed Point(string row, string point) => new() { ["points"] = Table("points", new JsonObject { ["id"] = row, ["point"] = point }) };

    public static Typed Answers(params string[] answers) =>
        new() { ["points"] = Table("points", [.. answers.Select((a, i) => new JsonObject { ["id"] = $"r{i + 1}", ["answer"] = a })]) };

    public static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject Table(string name, params JsonObject[] rows) => new() { [name] = new JsonArray([.. rows.Select(r => (JsonNode)r)]) };
}
