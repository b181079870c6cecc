using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class CaseActivitiesTests
{
    [Fact]
    public void Notify_TellsRoles_OrNobodyWhenThereAreNone()
    {
        var notice = Bench.With("ReviewFlow.Notify", new { template = "drp-cafcass", roles = new[] { "iroManager" }, critical = true }).Effects.OfType<Notify>().Single();
        (notice.Template, notice.Roles.Single(), notice.Critical).ShouldBe(("drp-cafcass", "iroManager", true));
        Bench.With("ReviewFlow.Notify", new { template = "x", roles = Array.Empty<string>() }).Effects.ShouldBeEmpty();
        Bench.With("ReviewFlow.Notify", new { template = "x", roles = "iro, iroManager" }).Effects.OfType<Notify>().Single().Roles.ShouldBe(["iro", "iroManager"]);
    }

    [Fact]
    public void RecordOnCase_WritesTheField()
    {
        var record = Bench.With("ReviewFlow.RecordOnCase", new { field = "stage", value = "Stage 2" }).Effects.OfType<RecordOnCase>().Single();
        (record.Field, record.Value!.ToString()).ShouldBe(("stage", "Stage 2"));
    }

    [Fact]
    public void StartProcess_InTheSameCase_WaitsForItsEndAndHandsOver()
    {
        var child = Bench.Define("child", Bench.Step("ReviewFlow.HumanTask", new JsonObject { ["title"] = "Child", ["role"] = "iro" }));
        var bench = Bench.With("ReviewFlow.StartProcess", new { definition = "child", input = new { a = 1 }, wait = true }, others: child);
        bench.Ended.ShouldBeFalse();
        var started = bench.Runner.Instances.Last();
        (started.State.CorrelationId, started.State.Input["a"]!.GetValue<int>()).ShouldBe(("case", 1));
        bench.Runner.Send(started.InstanceId, key => new TaskCompleted(key, started.State.Bookmarks.Single().Id, "complete", "nadia"));
        bench.Outcome.ShouldBe("Done");
        (bench.Result["workflowInstanceId"]!.ToString(), bench.Result["subStatus"]!.ToString(), bench.Result["output"]!["outcome"]!.ToString()).ShouldBe((started.InstanceId, "Finished", "Complete"));
    }

    [Fact]
    public void StartProcess_NotWaitedFor_GoesOnAtOnce()
    {
        var child = Bench.Define("child", Bench.Step("ReviewFlow.HumanTask", new JsonObject { ["title"] = "Child", ["role"] = "iro" }));
        var bench = Bench.With("ReviewFlow.StartProcess", new { definition = "child", wait = false }, others: child);
        bench.Outcome.ShouldBe("Done");
        bench.Runner.Instances.Count.ShouldBe(2);
    }

    [Fact]
    public void StartProcess_AsACaseOfItsOwn_IsAnEffect()
    {
        var bench = Bench.With("ReviewFlow.StartProcess", new { definition = "other", sameCase = false, wait = true });
        bench.Effects.OfType<StartProcess>().Single().DefinitionId.ShouldBe("other");
        bench.Outcome.ShouldBe("Done");
    }
}
