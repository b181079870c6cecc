using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>What went wrong in Elsa, by the number of its thread; here is the part that the engine answers for.</summary>
public sealed class RegressionTests
{
    [Fact]
    public void Issue7223_ManyWaitsCompletedOneAfterTheOther_LeaveNoBookmark()
    {
        var items = $"[{string.Join(',', Enumerable.Range(0, 200))}]";
        var runner = Steps.Runner(Steps.File(Steps.Step("P", "ParallelForEach", Steps.Input("items", items), $"\"body\":{Steps.Event("E")}")));
        var instance = runner.Start("test");
        instance.State.Bookmarks.Count.ShouldBe(200);

        foreach (var bookmark in instance.State.Bookmarks.ToList()) runner.Resume(instance.InstanceId, bookmark.Id).ShouldBeTrue();

        instance.State.Bookmarks.ShouldBeEmpty();
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void Issue6419_TwoEqualDelaysOnParallelBranches_BothResume()
    {
        var runner = Steps.Runner(Steps.File(Steps.Step("P", "Parallel", $"\"activities\":[{Steps.Delay("D1")},{Steps.Delay("D2")}]")));
        var instance = runner.Start("test");
        var (first, second) = (instance.BookmarkOf("D1"), instance.BookmarkOf("D2"));

        runner.Send(instance.InstanceId, k => new TimerElapsed(k, first, "due", runner.Now)).ShouldBeTrue();
        runner.Send(instance.InstanceId, k => new TimerElapsed(k, second, "due", runner.Now)).ShouldBeTrue();

        first.ShouldNotBe(second);
        instance.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Issue6620_StimulusWithoutItsWait_ChangesNothingAndStartsNothingAgain()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Line("A"), Steps.Event("E"))));
        var instance = runner.Start("test");
        var before = StateSerializer.Serialize(instance.State);

        runner.Resume(instance.InstanceId, "gone").ShouldBeFalse();

        StateSerializer.Serialize(instance.State).ShouldBe(before);
        runner.Lines.ShouldBe(["A"]);
    }

    [Fact]
    public void Issue8052_FinishedInstance_IsNeverRevived()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Event("E"), Steps.Line("A"))));
        var instance = runner.Start("test");
        var bookmark = instance.BookmarkOf("E");
        runner.Publish("E");
        var done = StateSerializer.Serialize(instance.State);

        runner.Resume(instance.InstanceId, bookmark).ShouldBeFalse();
        runner.Cancel(instance.InstanceId).ShouldBeFalse();
        runner.Send(instance.InstanceId, k => new ActivityRetried(k, bookmark)).ShouldBeFalse();

        StateSerializer.Serialize(instance.State).ShouldBe(done);
    }

    [Fact]
    public void Issue5600_TimerElapsingTwice_CountsOnce()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Delay("D"), Steps.Line("A"), Steps.Event("E"))));
        var instance = runner.Start("test");
        var bookmark = instance.BookmarkOf("D");

        runner.Send(instance.InstanceId, k => new TimerElapsed(k, bookmark, "due", runner.Now)).ShouldBeTrue();
        runner.Send(instance.InstanceId, k => new TimerElapsed(k, bookmark, "due", runner.Now)).ShouldBeFalse();

        runner.Lines.ShouldBe(["A"]);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("26.00:00:00")]
    [InlineData("183.00:00:00")]
    [InlineData("3650.00:00:00")]
    public void LongDelays_KeepTheirLength(string span)
    {
        var runner = Steps.Runner(Steps.File(Steps.Delay("D", span)));

        runner.Start("test").State.Bookmarks.Single().Clock!.Rule.Delay.ShouldBe(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Issue6346_WaitAnyWithABlockedBranch_GoesOnOnceAndWithdrawsTheLoser()
    {
        var runner = Steps.Runner(Race());
        var instance = runner.Start("test");
        var loser = instance.BookmarkOf("E2");

        runner.Publish("E1");

        runner.Lines.ShouldBe(["After"]);
        runner.Resume(instance.InstanceId, loser).ShouldBeFalse();
        instance.Journal.Names().ShouldContain("E2:Canceled");
    }

    [Fact]
    public void Issue4284_EventBeforeItsWait_IsNotTakenByAStranger()
    {
        var runner = Steps.Runner(Steps.File(Steps.Event("E")));
        var mine = runner.Start("test", correlationId: "mine");
        var other = runner.Start("test", correlationId: "other");

        runner.Publish("E", correlationId: "mine");

        mine.State.Status.ShouldBe(WorkflowStatus.Finished);
        other.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public void Issue7406_RetriedActivity_LetsTheWorkflowFinish()
    {
        var catalog = BuiltInActivities.AddTo(new ActivityCatalog()).Add(new() { Type = "Elsa.Flaky", DisplayName = "Flaky", Category = "Test", Description = "Fails the first time.", Activity = new Flaky() });
        var runner = new InMemoryRunner(new WorkflowEngine(catalog), [Steps.Read(Steps.File(Steps.Flow([Steps.Step("F", "Flaky"), Steps.Line("B")], [Steps.Go("F", "B")]), more: Steps.Tolerant))]);
        var instance = runner.Start("test");
        var incident = instance.State.Incidents.ShouldHaveSingleItem();
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        runner.Now = runner.Now.AddDays(1);

        runner.Send(instance.InstanceId, k => new ActivityRetried(k, incident.ActivityInstanceId)).ShouldBeTrue();

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        instance.State.Incidents.ShouldBeEmpty();
        runner.Lines.ShouldBe(["B"]);
    }

    [Fact]
    public void Issue3882_SkippedActivity_GoesOnAlongTheOutcomeGiven()
    {
        var runner = Steps.Runner(Steps.File(Steps.Flow([Steps.Fault("F"), Steps.Line("A"), Steps.Line("B")], [Steps.Go("F", "A", "Left"), Steps.Go("F", "B", "Right")]), more: Steps.Tolerant));
        var instance = runner.Start("test");

        runner.Send(instance.InstanceId, k => new ActivitySkipped(k, instance.State.Incidents.Single().ActivityInstanceId, ["Right"])).ShouldBeTrue();

        runner.Lines.ShouldBe(["B"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void FaultStrategy_QueuedSiblings_NoLongerRun()
    {
        var runner = Steps.Runner(Steps.File(Steps.Flow([Steps.Line("S"), Steps.Fault("F"), Steps.Line("Sibling")], [Steps.Go("S", "F"), Steps.Go("S", "Sibling")])));
        var instance = runner.Start("test");

        runner.Lines.ShouldBe(["S"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.State.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public void ContinueWithIncidents_OtherBranches_GoOn()
    {
        var runner = Steps.Runner(Steps.File(Steps.Flow([Steps.Line("S"), Steps.Fault("F"), Steps.Event("E"), Steps.Line("B")], [Steps.Go("S", "F"), Steps.Go("S", "E"), Steps.Go("E", "B")]), more: Steps.Tolerant));
        var instance = runner.Start("test");
        runner.Publish("E");

        runner.Lines.ShouldBe(["S", "B"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.State.Incidents.Single().Message.ShouldBe("boom");
    }

    [Fact]
    public void CancelledInstance_HasCanceledEntriesAndNoWaits()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Event("E"))));
        var instance = runner.Start("test");

        runner.Cancel(instance.InstanceId);

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        instance.State.Bookmarks.ShouldBeEmpty();
        instance.Journal.Names().TakeLast(3).ShouldBe(["E:Canceled", "S:Canceled", "Workflow1:Canceled"]);
    }

    [Fact]
    public void ForWithoutBody_Completes() =>
        Steps.Runner(Steps.File(Steps.Step("F", "For", Steps.Input("end", "3")))).Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

    [Fact]
    public void Issue7030_FiveHundredDispatchedChildren_AllReportBack()
    {
        var items = $"[{string.Join(',', Enumerable.Range(0, 500))}]";
        var parent = Steps.File(Steps.Sequence("S", Steps.Step("B", "BulkDispatchWorkflows", Steps.Input("workflowDefinitionId", "\"child\""), Steps.Input("items", items)), Steps.Line("End")), "parent");
        var runner = Steps.Runner(parent, Steps.File(Steps.Line("C"), "child"));

        var instance = runner.Start("parent");

        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        runner.Lines.Count(l => l == "C").ShouldBe(500);
        runner.Instances.Count.ShouldBe(501);
    }

    [Fact]
    public void Issue6538_EventToItself_IsDeliveredAfterTheBurst()
    {
        var publish = Steps.Step("P", "PublishEvent", Steps.Input("eventName", "\"E\""), Steps.Input("isLocalEvent", "true"));
        var runner = Steps.Runner(Steps.File(Steps.Step("Par", "Parallel", $"\"activities\":[{publish},{Steps.Event("E")}]")));

        runner.Start("test").State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void ChildThatWaits_WakesItsParentWhenItEnds()
    {
        var parent = Steps.File(Steps.Sequence("S", Steps.Step("X", "ExecuteWorkflow", Steps.Input("workflowDefinitionId", "\"child\""), Steps.Input("waitForCompletion", "true")), Steps.Line("End")), "parent");
        var runner = Steps.Runner(parent, Steps.File(Steps.Event("E"), "child"));
        var instance = runner.Start("parent");
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        runner.Publish("E");

        runner.Lines.ShouldBe(["End"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void EventThatStartsWorkflows_StartsEachOnceWithItsPayload()
    {
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Steps.Line("A"), Steps.Event("Go", starts: true)), "plain"), Steps.File(Steps.Flow([Steps.Line("First"), Steps.Event("Go", starts: true), Steps.Line("B")], [Steps.Go("Go", "B")]), "triggered"));

        runner.Publish("Go", JsonValue.Create("hello"));

        runner.Instances.Count.ShouldBe(2);
        runner.Lines.ShouldContain("B");
        runner.Lines.ShouldNotContain("First");
        runner.Instances.ShouldAllBe(i => i.State.Status == WorkflowStatus.Finished);
    }

    [Fact]
    public void EndlessLoop_ExceedsTheBudgetAndNothingCounts()
    {
        var runner = Steps.Runner(Steps.File(Steps.Step("W", "While", Steps.Input("condition", "true"), $"\"body\":{Steps.Line("A")}")));

        Should.Throw<BurstBudgetException>(() => runner.Start("test"));
        runner.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Issue6620_MigratedInstance_GoesOnWhereItStands()
    {
        var one = Steps.Read(Steps.File(Steps.Sequence("S", Steps.Line("A"), Steps.Event("E"), Steps.Line("Old"))));
        var two = Steps.Read(Steps.File(Steps.Sequence("S", Steps.Line("New first"), Steps.Event("E"), Steps.Line("New"))).Replace("test-v1", "test-v2", StringComparison.Ordinal));
        var engine = new WorkflowEngine(Steps.Catalog);
        var state = engine.Run(one, null, new InstanceStarted("s", "i"), DateTimeOffset.UnixEpoch, Facts.None).State;

        var moved = WorkflowEngine.Migrate(state, one, two);
        var burst = engine.Run(two, moved, new EventReceived("e", "E"), DateTimeOffset.UnixEpoch, Facts.None);

        moved.DefinitionVersionId.ShouldBe("test-v2");
        burst.Effects.OfType<WriteLine>().Select(l => l.Text).ShouldBe(["New"]);
        burst.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Issue6620_MigratedFlowchart_FollowsTheNewConnections()
    {
        string Version(string next) => Steps.File(Steps.Flow([Steps.Event("E"), Steps.Line("Old"), Steps.Line("New")], [Steps.Go("E", next)]));
        var (one, two) = (Steps.Read(Version("Old")), Steps.Read(Version("New")));
        var engine = new WorkflowEngine(Steps.Catalog);
        var state = engine.Run(one, null, new InstanceStarted("s", "i"), DateTimeOffset.UnixEpoch, Facts.None).State;

        var burst = engine.Run(two, WorkflowEngine.Migrate(state, one, two), new EventReceived("e", "E"), DateTimeOffset.UnixEpoch, Facts.None);

        burst.Effects.OfType<WriteLine>().Select(l => l.Text).ShouldBe(["New"]);
    }

    [Fact]
    public void Issue6620_MigrationWithoutTheNodeWaitedAt_IsRefused()
    {
        var one = Steps.Read(Steps.File(Steps.Sequence("S", Steps.Event("E"))));
        var state = new WorkflowEngine(Steps.Catalog).Run(one, null, new InstanceStarted("s", "i"), DateTimeOffset.UnixEpoch, Facts.None).State;

        Should.Throw<UnknownNodeException>(() => WorkflowEngine.Migrate(state, one, Steps.Read(Steps.File(Steps.Sequence("S", Steps.Event("Other"))))));
        Should.Throw<UnknownNodeException>(() => WorkflowEngine.Migrate(state, one, Steps.Read(Steps.File(Steps.Sequence("S", Steps.Delay("E"))))));
    }

    [Fact]
    public void OneStimulusForTwoInstances_GivesDifferentIds()
    {
        var definition = Steps.Read(Steps.File(Steps.Sequence("S", Steps.Event("E"), Steps.Event("F"))));
        var engine = new WorkflowEngine(Steps.Catalog);
        string Wait(string instance)
        {
            var state = engine.Run(definition, null, new InstanceStarted("s", instance), DateTimeOffset.UnixEpoch, Facts.None).State;
            return engine.Run(definition, state, new EventReceived("same", "E"), DateTimeOffset.UnixEpoch, Facts.None).State.Bookmarks.Single().Id;
        }

        Wait("one").ShouldNotBe(Wait("two"));
        Wait("one").ShouldStartWith("same-");
    }

    private static string Race() => Steps.File(Steps.Flow(
        [Steps.Step("Begin", "Start"), Steps.Event("E1"), Steps.Event("E2"), Steps.Join("J", "WaitAny"), Steps.Line("After")],
        [Steps.Go("Begin", "E1"), Steps.Go("Begin", "E2"), Steps.Go("E1", "J"), Steps.Go("E2", "J"), Steps.Go("J", "After")]));

    private sealed class Flaky : Activity
    {
        public override ActivityStep Start(ActivityContext context) =>
            context.Now.Day == 5 ? throw new FaultException("not today") : ActivityStep.Complete();
    }
}
