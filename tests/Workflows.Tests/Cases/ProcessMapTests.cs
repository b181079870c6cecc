using System.Text.Json.Nodes;
using ReviewFlow.Workflows.Cases;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Cases;

public sealed class ProcessMapTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 15, 9, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<MapPlace> Drawing = ProcessMap.Read(JsonNode.Parse("""
        [ { "id": "qap", "title": "QAP", "definition": "qap" },
          { "id": "stage1", "title": "Stage 1", "definition": "drp-stage", "input": { "stage": 1 } },
          { "id": "stage2", "title": "Stage 2", "definition": "drp-stage", "input": { "stage": 2 } },
          { "id": "stage3", "title": "Stage 3", "definition": "drp-stage", "input": { "stage": 3 } },
          { "id": "end", "title": "Finished" }, { "title": "nonsense" } ]
        """));

    [Fact]
    public void Of_StageTwoOpen_SaysDoneHereChosenAndNotReached()
    {
        var steps = ProcessMap.Of(Drawing, [Qap(ended: 6), Stage(1, from: 7, ended: 20), Stage(2, from: 21)], "stage3");
        steps.Select(s => s.State).ShouldBe([MapState.Done, MapState.Done, MapState.Here, MapState.Chosen, MapState.NotReached]);
        steps[0].Words.ShouldBe("finished Thu 21 May 2026");
        steps[2].InstanceId.ShouldBe("stage-2");
    }

    [Fact]
    public void Of_StageLeftOut_IsNotCalledNotReached() =>
        ProcessMap.Of(Drawing, [Qap(ended: 6), Stage(3, from: 7)], null).Select(s => s.State)
            .ShouldBe([MapState.Done, MapState.LeftOut, MapState.LeftOut, MapState.Here, MapState.NotReached]);

    [Fact]
    public void Of_QapReviewed_ShowsTheLatestRound()
    {
        var second = Qap(ended: null) with { Id = "qap-2", StartedAt = May.AddDays(7) };
        var step = ProcessMap.Of(Drawing, [Qap(ended: 6), second], null)[0];
        step.ShouldBe(new MapStep("qap", "QAP", MapState.Here, "qap-2"));
    }

    [Fact]
    public void Of_CaseEnded_ReachesTheEndAndLeavesTheRestOut()
    {
        var steps = ProcessMap.Of(Drawing, [Qap(ended: 6)], "qapComplete", May.AddDays(6));
        steps.Select(s => s.State).ShouldBe([MapState.Done, MapState.LeftOut, MapState.LeftOut, MapState.LeftOut, MapState.Done]);
        steps[^1].Words.ShouldBe("finished Thu 21 May 2026");
    }

    [Fact]
    public void Of_EndChosen_WaitsAtTheEndOfTheMap() =>
        ProcessMap.Of(Drawing, [Qap(ended: null)], ProcessMap.End)[^1].Words.ShouldBe("chosen, not started");

    [Fact]
    public void Of_NoDrawing_ListsTheInstancesInTheirOrder() =>
        ProcessMap.Of(ProcessMap.Read(null), [Stage(1, from: 7), Qap(ended: 6)], null).Select(s => s.Title).ShouldBe(["QAP", "Stage 1"]);

    private static MapInstance Qap(int? ended) => new("qap-1", "QAP", "qap", null, May, ended is { } days ? May.AddDays(days) : null);

    private static MapInstance Stage(int stage, int from, int? ended = null) =>
        new($"stage-{stage}", $"Stage {stage}", "drp-stage", new JsonObject { ["stage"] = stage }, May.AddDays(from), ended is { } days ? May.AddDays(days) : null);
}
