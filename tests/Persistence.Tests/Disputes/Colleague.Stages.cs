using System.Text.Json.Nodes;

namespace ReviewFlow.Persistence.Tests.Disputes;

/// <summary>The formal stages in their own words.</summary>
public sealed partial class Colleague
{
    /// <summary>Writes sections 2 and 3 of a stage and passes it to the stage's manager.</summary>
    public Attempt SendsTheStageTo(Colleague manager, DateOnly dateOfDispute) => Does("send", Recipients([manager]), StageOf(dateOfDispute));

    /// <summary>Writes the update and signs the response.</summary>
    public Attempt Responds(string update = "It is in hand.") => Does("complete", typed: Response(update));

    public Attempt SignsTheStage(string outcome = "Not resolved – proceed to next stage") => Does("sign", typed: new Typed
    {
        ["outcome"] = new JsonObject { ["overall"] = "Read with the manager’s update.", ["outcome"] = outcome },
    });

    /// <summary>The IRO Manager's comment, signature and finish.</summary>
    public Attempt Confirms() => Does("sign", typed: Comment());

    public Attempt ConfirmsWithADifferingView(string note) => Does("signDiffering", Note(note), Comment());

    /// <summary>From an open quality assurance process to the draft of a stage.</summary>
    public async Task TakesItToStage(int stage, Colleague manager, DateOnly today, string? reason = null)
    {
        await WritesIssues(today.AddDays(14), "Contact with his father is not arranged");
        await SendsTheRequestTo(manager);
        await manager.AnswersTheRequest("Nothing yet.");
        await DecidesAndSigns("Proceed to dispute resolution", "Not resolved");
        await Chooses($"stage{stage}", reason);
    }

    public static Typed StageOf(DateOnly dateOfDispute) => new()
    {
        ["details"] = new JsonObject { ["dateOfDispute"] = Day(dateOfDispute), ["dateChecked"] = true, ["summary"] = "He has not seen his father." },
        ["actions"] = new JsonObject
        {
            ["actions"] = new JsonArray(new JsonObject { ["id"] = "r1", ["action"] = "Arrange contact" }),
            ["desiredOutcomes"] = "Contact each fortnight.",
        },
    };

    public static Typed Response(string update) => new()
    {
        ["actions"] = new JsonObject { ["actions"] = Rows("managerUpdate", [update]), ["managerResponse"] = update },
    };

    private static Typed Comment() => new() { ["confirmation"] = new JsonObject { ["iroManagerComment"] = "I have read it and agree." } };
}
