using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Activities.Tests;

public sealed class VersionActivitiesTests
{
    [Fact]
    public void FreezeVersion_GivesTheNumberOfTheVersion()
    {
        var bench = Bench.With("ReviewFlow.FreezeVersion", new { sections = new[] { "header" }, title = "Improvement plan" });
        (bench.Outcome, bench.Result["number"]!.GetValue<int>()).ShouldBe(("Done", 1));
        bench.Effects.OfType<RecordEvent>().Single().Text.ShouldBe("Improvement plan: version 1 was frozen");
    }

    [Fact]
    public void FreezeVersion_WithoutSectionsOrTitle_IsAnIncidentWithWords()
    {
        Bench.With("ReviewFlow.FreezeVersion", new { title = "Plan" }).Incidents.ShouldHaveSingleItem().ShouldContain("section");
        Bench.With("ReviewFlow.FreezeVersion", new { sections = new[] { "header" } }).Incidents.ShouldHaveSingleItem().ShouldContain("name of the document");
    }

    [Fact]
    public void Distribute_OffersTheFiveGroupsOfAPlan_PoliceOnlyForALargeScaleInvestigation()
    {
        Groups(lsi: false).ShouldBe([("planningGroup", false), ("chog", false), ("commissioning", false), ("careInspectorate", false), ("otherBody", true)]);
        Groups(lsi: true).ShouldAllBe(g => !g.Closed);
    }

    [Fact]
    public void Distribute_SendsToEachOnce_WhateverGroupsTheyAreIn()
    {
        var bench = Bench.With("ReviewFlow.Distribute", new { title = "Distribute", role = "iro", versionNumber = 2, purpose = "After the meeting" });
        bench.Act("distribute", new { recipients = new[] { new { person = "ann", group = "chog" }, new { person = "ann", group = "commissioning" }, new { person = "bob", group = "none" } } }, actor: "moira").Outcome.ShouldBe("Done");
        var sent = bench.Effects.OfType<DistributeVersion>().Single();
        (sent.Version, sent.Actor, sent.Purpose).ShouldBe((2, "moira", "After the meeting"));
        sent.To.ShouldBe([new VersionRecipient("ann", "Care Home Oversight Group")]);
    }

    [Fact]
    public void Distribute_ToNobody_GoesOnWaiting() =>
        Bench.With("ReviewFlow.Distribute", new { title = "Distribute", role = "iro", versionNumber = 2 }).Act("distribute", new { recipients = Array.Empty<object>() }).Ended.ShouldBeFalse();

    private static IReadOnlyList<(string Key, bool Closed)> Groups(bool lsi) =>
        [.. Bench.With("ReviewFlow.Distribute", new { title = "Distribute", role = "iro", versionNumber = 1, lsi }).Task.Details!["groups"]!.AsArray().Select(g => (g!["key"]!.ToString(), g["closed"]!.GetValue<bool>()))];
}
