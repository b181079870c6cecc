using System.Globalization;
using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Demo;

/// <summary>The internal management reviews of the demo (domain, part 7): one in every state. All invented.</summary>
internal static partial class DemoStory
{
    private const string Priya = "priya-raman";
    private const string Dawn = "dawn-okafor";
    private const string Harriet = "harriet-boyle";
    private const string Owen = "owen-tasker";
    private const string Mel = "mel-quayle";
    private const string Stuart = "stuart-ingram";
    private const string Yasmin = "yasmin-delacroix";
    private const string Callum = "callum-wirth";

    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static IEnumerable<DemoAct> ManagementReviews() => [.. GoodPractice(), .. Returned(), .. Open(), .. Registered(), .. Draft()];

    // Closed, good practice; what was learned is shared.
    private static IEnumerable<DemoAct> GoodPractice() => Reported("larch-house", On(2025, 10, 13, 9), "Opportunity to identify good practice", "Nobody missed a dose in eight months", "goodPractice")
        .Take(On(2025, 11, 3, 9), Mel)
        .DoAt(On(2025, 11, 3, 10), Mel, "register.open", "register", Checked())
        .DoAt(On(2025, 11, 4, 10), Priya, "theme.open", "complete", Themes("Share the medicine round that works", "goodPractice", "medication"))
        .DoAt(On(2025, 11, 5, 9), Stuart, "look.open", "noPoints")
        .DoAt(On(2025, 11, 6, 9), Yasmin, "look.open", "noPoints")
        .DoAt(On(2025, 11, 7, 9), Priya, "plan.open", "complete", Plan("medication", ("Write up the medicine round as a model", Priya, "2025-12-12")))
        .DoAt(On(2025, 11, 10, 9), Harriet, "agree.open", "agree")
        .DoAt(On(2025, 12, 8, 11), Priya, "follow.doing#r1", "finish", Finished("2025-12-08"))
        .DoAt(On(2025, 12, 12, 10), Harriet, "closing.open", "sign", Summary("None"))
        .Take(On(2025, 12, 15, 9), Owen)
        .DoAt(On(2025, 12, 15, 10), Owen, "accept.open", "sign")
        .DoAt(On(2026, 1, 20, 10), Harriet, "follow.impact#r1", "checked", new DemoAnswers { ["actions.impactSeen"] = "Yes", ["actions.impact"] = "Two other services work in the same way." })
        .Acts;

    // Returned once by the quality team, signed anew, waiting for acceptance.
    private static IEnumerable<DemoAct> Returned() => Reported("edith", On(2025, 11, 17, 9), "Things have not gone as well as they could", "A fall after discharge was not followed up", "handover")
        .Take(On(2025, 12, 4, 9), Owen)
        .DoAt(On(2025, 12, 4, 10), Owen, "register.open", "register", Checked())
        .DoAt(On(2025, 12, 8, 12), Priya, "theme.open", "complete", Themes("Ring on the day after discharge", "handover", "falls"))
        .DoAt(On(2025, 12, 9, 9), Stuart, "look.open", "noPoints")
        .DoAt(On(2025, 12, 10, 9), Yasmin, "look.open", "noPoints")
        .DoAt(On(2025, 12, 11, 9), Priya, "plan.open", "complete", Plan("handover", ("Ring everybody on the day after discharge", Priya, "2026-03-27"), ("Put falls on the handover sheet", Dawn, "2026-05-29")))
        .DoAt(On(2025, 12, 12, 9), Harriet, "agree.open", "agree")
        .DoAt(On(2026, 3, 20, 11), Priya, "follow.doing#r1", "finish", Finished("2026-03-20"))
        .DoAt(On(2026, 5, 20, 11), Dawn, "follow.doing#r2", "finish", Finished("2026-05-20"))
        .DoAt(On(2026, 5, 28, 14), Harriet, "closing.open", "sign", Summary("Low"))
        .Take(On(2026, 6, 3, 9), Mel)
        .DoAt(On(2026, 6, 3, 10), Mel, "accept.open", "return", null, Note("There is no evidence of impact for action 2. Please look at the falls of the last quarter."))
        .DoAt(On(2026, 6, 12, 14), Harriet, "closing.returned", "sign", Summary("Low"))
        .Acts;

    // Five actions, two overdue (one with somebody who has left), round 2 of a clarification.
    private static IEnumerable<DemoAct> Open() => Reported("larch-house", On(2026, 1, 12, 9), "Things have not gone as well as they could", "Two evening doses were missed at handover", "medicationHandover", On(2026, 2, 2, 11), chronology: true)
        .Take(On(2026, 2, 3, 10), Owen)
        .DoAt(On(2026, 2, 3, 10, 5), Owen, "register.open", "register", Checked())
        .DoAt(On(2026, 2, 6, 10), Priya, "theme.open", "complete", Themes("Two people sign every handover of medicines", "medicationHandover", "recording"))
        .DoAt(On(2026, 2, 9, 9), Yasmin, "look.open", "noPoints")
        .DoAt(On(2026, 2, 12, 9), Stuart, "look.open", "clarify", new DemoAnswers { ["points"] = Points("Who signed the handover on 3 December?") })
        .DoAt(On(2026, 2, 17, 9), Priya, "answer.open", "complete", new DemoAnswers { ["points.answer"] = "The night lead; the sheet was found later." })
        .Extend(On(2026, 2, 18, 9), Yasmin, "accept.open", new DateOnly(2026, 6, 12), "The handover sheets are with the insurer until June.")
        .DoAt(On(2026, 2, 13, 9), Priya, "plan.open", "complete", Plan(
            "medicationHandover",
            ("A second check at every handover", Priya, "2026-04-30"),
            ("Train the night team", Callum, "2026-04-20"),
            ("Buy a second medicine trolley", Dawn, "2026-06-01"),
            ("Change the handover sheet", Priya, "2026-06-30"),
            ("Look at all handovers of a month", Harriet, "2026-07-31")))
        .DoAt(On(2026, 2, 16, 9), Harriet, "agree.open", "agree")
        .DoAt(On(2026, 4, 28, 15), Priya, "follow.doing#r1", "finish", Finished("2026-04-28"))
        .DoAt(On(2026, 5, 5, 9), Priya, "follow.doing#r4", "progress", new DemoAnswers { ["actions.status"] = "In progress", ["actions.progress"] = "A first draft is with the team." })
        .Extend(On(2026, 5, 6, 9), Stuart, "follow.doing#r5", new DateOnly(2026, 8, 14), "The month to be looked at begins after the training.")
        .DoAt(On(2026, 5, 19, 9), Priya, "follow.doing#r4", "progress", new DemoAnswers { ["actions.progress"] = "The night team has tried it for a week; two boxes were not clear." })
        .DoAt(On(2026, 6, 11, 9), Stuart, "accept.open", "again", new DemoAnswers { ["points"] = Points("Who signed the handover on 3 December?", "Where is the sheet kept now?") })
        .Acts;

    // Registered; the themes and learning form is outstanding.
    private static IEnumerable<DemoAct> Registered() => Reported("larch-house", On(2026, 5, 11, 9), "Things have not gone as well as they could", "A visit was recorded for the wrong person", "recording", On(2026, 6, 8, 11))
        .Take(On(2026, 6, 10, 9), Mel)
        .DoAt(On(2026, 6, 10, 10), Mel, "register.open", "register", Checked())
        .Acts;

    // A draft; the operational service manager has the multi-agency decision.
    private static IEnumerable<DemoAct> Draft() => new Tale("norman", Priya)
        .Open(On(2026, 6, 15, 9), "imr")
        .DoAt(On(2026, 6, 15, 10), Priya, "page1.open", "complete", Page1("Things have not gone as well as they could", "An ambulance waited for four hours, and nobody rang the family", "Kestrel Ambulance Trust"))
        .Acts;

    private static Tale Reported(string subject, DateTimeOffset begun, string trigger, string reason, string theme, DateTimeOffset? submitted = null, bool chronology = false) => new Tale(subject, Priya)
        .Open(begun, "imr")
        .DoAt(begun.AddHours(1), Priya, "page1.open", "complete", Page1(trigger, reason, null))
        .DoAt(submitted ?? begun.AddDays(16), Priya, "report.open", "submit", new DemoAnswers
        {
            ["from"] = Day(begun.AddDays(-40)),
            ["to"] = Day(begun.AddDays(-21)),
            ["extended"] = chronology ? "Yes" : "No",
            ["refers"] = chronology,
            ["events"] = chronology ? Chronology(begun.AddDays(-38)) : null,
            ["people"] = new JsonArray(new JsonObject { ["id"] = "r1", ["name"] = "The shift lead", ["organisation"] = "Adult Social Care" }),
            ["keyDates"] = new JsonArray(new JsonObject { ["id"] = "r1", ["date"] = Day(begun.AddDays(-30)), ["what"] = reason }),
            ["overview"] = $"{reason}. The people who took part have told what they saw.",
            ["details"] = "Put together from the records and from what the team told. Nobody is blamed.",
            ["bestPractice"] = "The team rang the family on the same day.",
            ["learning"] = "What is handed over by word of mouth is lost.",
            ["recommendations"] = new JsonArray(new JsonObject { ["id"] = "r1", ["text"] = "Make it part of every handover", ["theme"] = theme }),
        });

    private static DemoAnswers Page1(string trigger, string reason, string? agencies) => new()
    {
        ["reason"] = reason,
        ["trigger"] = trigger,
        ["otherAgencies"] = agencies is null ? "No" : "Yes",
        ["agencies"] = agencies,
        ["serviceType"] = "Short stay",
        ["team"] = "Northmoor Reablement",
        ["locality"] = "Northmoor",
        ["address"] = "Larch House, Northmoor",
        ["manager"] = "Dawn Okafor",
        ["registration"] = "not registered",
    };

    private static JsonArray Chronology(DateTimeOffset first) =>
    [
        .. new[] { ("21:30", "The evening medicines were handed over by word of mouth"), ("08:10", "The day team found two doses in the trolley"), ("09:00", "The family was rung, and the doctor"), ("14:00", "The handover sheet of the night was found in another folder") }
            .Select((e, i) => (JsonNode)new JsonObject
            {
                ["id"] = $"r{(i + 1).ToString(CultureInfo.InvariantCulture)}",
                ["date"] = Day(first.AddDays(i == 0 ? 0 : i == 3 ? 4 : 1)),
                ["time"] = e.Item1,
                ["event"] = e.Item2,
                ["approximate"] = i == 0 ? true : null,
                ["source"] = "Daily records",
                ["people"] = i switch { 0 => "Evening and night lead", 1 => "Day team", 2 => "Day team, the family, the surgery", _ => "Night team" },
                ["significance"] = i switch { 0 => "Nothing was signed for", 2 => "The family knew on the same day", _ => null },
            }),
    ];

    private static DemoAnswers Checked() => new() { ["checked"] = true };

    private static DemoAnswers Themes(string learning, params string[] themes) => new()
    {
        ["themes"] = new JsonArray([.. themes.Select(t => (JsonNode)t)]),
        ["learningPoints"] = new JsonArray(new JsonObject { ["id"] = "r1", ["learning"] = learning, ["audience"] = "All reablement and short-stay teams", ["how"] = "Team meetings and the learning register" }),
    };

    private static DemoAnswers Plan(string theme, params (string Action, string Owner, string By)[] actions) => new()
    {
        ["actions"] = new JsonArray([.. actions.Select((a, i) => (JsonNode)new JsonObject
        {
            ["id"] = $"r{(i + 1).ToString(CultureInfo.InvariantCulture)}",
            ["action"] = a.Action,
            ["recommendation"] = "1",
            ["theme"] = theme,
            ["owner"] = a.Owner,
            ["targetDate"] = a.By,
            ["improvement"] = "Nothing that matters is lost between two shifts.",
            ["learning"] = "Shared in team meetings and in supervision.",
            ["impactMeasure"] = "Ten records a month are looked at.",
        })]),
    };

    private static DemoAnswers Finished(string on) => new() { ["actions.status"] = "Complete", ["actions.completedOn"] = on, ["actions.evidence"] = "The records of the last two weeks show it." };

    private static DemoAnswers Summary(string risk) => new()
    {
        ["actionsCompleted"] = "Every action of the plan is done; the evidence stands beside each.",
        ["residualRisk"] = risk == "None" ? "None that is known." : "New colleagues have to be told.",
        ["riskRating"] = risk,
        ["expectedOutcomes"] = "People are safe when one shift hands over to the next.",
        ["additionalQA"] = "none",
        ["evidenceOfImpact"] = "No such event in the last quarter; ten records a month were looked at.",
    };

    private static JsonArray Points(params string[] points) =>
        new([.. points.Select((p, i) => (JsonNode)new JsonObject { ["id"] = $"r{(i + 1).ToString(CultureInfo.InvariantCulture)}", ["point"] = p })]);

    private static string Day(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset On(int year, int month, int day, int hour, int minute = 0)
    {
        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, s_london.GetUtcOffset(local)).ToUniversalTime();
    }
}
