using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Tests.Disputes;

namespace ReviewFlow.Persistence.Tests.Plans;

/// <summary>What people type into a plan.</summary>
public static class Plans
{
    public const string Leadership = "How good is our leadership?";

    public const string Wellbeing = "How well do we support people’s wellbeing?";

    private const string Text = "Written down by those who took part.";

    /// <summary>A result of the Care Inspectorate of 5 May 2026.</summary>
    public static Typed Inspection(int leadership, int wellbeing = 4) => new()
    {
        ["trigger"] = new JsonObject
        {
            ["kinds"] = new JsonArray("inspection"),
            ["inspectionDate"] = "2026-05-05",
            ["grades"] = new JsonArray(Grade("r1", Leadership, leadership), Grade("r2", Wellbeing, wellbeing)),
        },
    };

    public static Typed Trigger(string kind) => new()
    {
        ["trigger"] = new JsonObject { ["kinds"] = new JsonArray(kind), ["detail"] = Text, ["detailOther"] = kind == "other" ? "Agreed with the locality manager" : null },
    };

    public static Typed Opening(Colleague lead, Colleague tactical, Colleague? second = null) => new()
    {
        ["opening"] = new JsonObject { ["lead"] = lead.Id, ["tactical"] = tactical.Id, ["second"] = second?.Id },
    };

    public static Typed Invitation(DateOnly on) => new() { ["invitation"] = new JsonObject { ["on"] = Day(on), ["place"] = "The day room" } };

    /// <summary>Everybody came.</summary>
    public static Typed Held(Colleague completer, DateOnly review) => new()
    {
        ["attendance"] = new JsonObject { ["managerCame"] = "Yes", ["ownerCame"] = "Yes", ["leadCame"] = "Yes", ["tacticalCame"] = "Yes" },
        ["agreed"] = new JsonObject { ["completer"] = completer.Id, ["reviewDate"] = Day(review) },
    };

    public static Typed Plan(PlanStory story, params JsonObject[] actions) => new()
    {
        ["header"] = new JsonObject
        {
            ["dateOfPlan"] = Day(Workflows.UkWords.LocalDate(story.Clock.Now())),
            ["completedBy"] = story.Gregor.Id,
            ["partnershipLead"] = story.Moira.Id,
            ["registeredManager"] = "Gregor Hume",
            ["service"] = "Thistlebank House",
            ["typeOfService"] = "Residential Care Home for Older Adults",
            ["commencement"] = "2026-05-05",
            ["review"] = "2026-06-22",
            ["reason"] = new JsonArray("inspection"),
        },
        ["theme2"] = Theme(actions),
    };

    public static JsonObject Theme(params JsonObject[] actions) => new()
    {
        ["sources"] = new JsonArray("Care Inspectorate Inspection Report"),
        ["context"] = Text,
        ["actions"] = new JsonArray([.. actions.Select(a => (JsonNode)a.DeepClone())]),
    };

    public static JsonObject Action(string id, Colleague owner, DateOnly by, string? measure = "45% of staff, 100% by the date") => new()
    {
        ["id"] = id,
        ["outcome"] = "People are cared for by staff who are supported",
        ["action"] = $"Supervise every member of staff ({id})",
        ["measure"] = measure,
        ["owner"] = owner.Id,
        ["timescale"] = Day(by),
    };

    /// <summary>Something about one row of theme 2.</summary>
    public static Typed Row(string row, params (string Column, JsonNode? Value)[] cells)
    {
        var typed = new JsonObject { ["id"] = row };
        foreach (var (column, value) in cells) typed[column] = value;
        return new Typed { ["theme2"] = new JsonObject { ["actions"] = new JsonArray(typed) } };
    }

    /// <summary>Somebody who takes part further.</summary>
    public static Typed Member(Colleague who, string capacity, string row = "r1") => new()
    {
        ["group"] = new JsonObject { ["members"] = new JsonArray(new JsonObject { ["id"] = row, ["name"] = who.Id, ["capacity"] = capacity, ["person"] = who.Id }) },
    };

    public static Typed Objection(string row, string reason) => new()
    {
        ["group"] = new JsonObject { ["members"] = new JsonArray(new JsonObject { ["id"] = row, ["objection"] = reason }) },
    };

    public static Typed Checked(string phase) => new()
    {
        [$"check{char.ToUpperInvariant(phase[0])}{phase[1..]}"] = new JsonObject
        {
            ["rows"] = true,
            ["measures"] = true,
            ["rag"] = true,
            ["context"] = true,
            ["plain"] = true,
            ["confidential"] = true,
        },
    };

    public static JsonObject Recipients(params (string Group, Colleague Who)[] people) => new()
    {
        ["recipients"] = new JsonArray([.. people.Select(p => (JsonNode)new JsonObject { ["person"] = p.Who.Id, ["group"] = p.Group })]),
        ["checked"] = true,
    };

    public static JsonObject Note(string note) => new() { ["note"] = note };

    public static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject Grade(string id, string question, int grade) => new() { ["id"] = id, ["question"] = question, ["grade"] = grade.ToString(CultureInfo.InvariantCulture) };
}
