using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>What authors of activities may rely on.</summary>
public sealed class LeafContractTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 16, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ask_TwoQuestionsOneAfterTheOther_AreAnsweredInOneBurst()
    {
        var engine = Engine(new Asker());
        var definition = Steps.Read(Steps.File(Steps.Sequence("S", Steps.Line("A"), Steps.Step("X", "Probe"), Steps.Line("B"))));

        var burst = engine.Run(definition, null, new InstanceStarted("k", "i"), s_now, Facts.None);
        burst.Questions.ShouldHaveSingleItem().ShouldBeOfType<AllocateReference>().Pattern.ShouldBe("A-{n}");
        burst = engine.Continue(burst, [new Answer(burst.Questions[0].Id, "A-1")]);
        burst.Questions.ShouldHaveSingleItem().ShouldBeOfType<AllocateReference>().Pattern.ShouldBe("A-1-{n}");
        burst = engine.Continue(burst, [new Answer(burst.Questions[0].Id, "A-1-2")]);

        burst.Questions.ShouldBeEmpty();
        burst.Effects.OfType<WriteLine>().Select(l => l.Text).ShouldBe(["A", "A-1 A-1-2", "B"]);
        burst.State.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Continue_WithoutAnAnswer_IsRefused()
    {
        var burst = Engine(new Asker()).Run(Steps.Read(Steps.File(Steps.Step("X", "Probe"))), null, new InstanceStarted("k", "i"), s_now, Facts.None);

        Should.Throw<ArgumentException>(() => Engine(new Asker()).Continue(burst, []));
    }

    [Fact]
    public void Wait_ListOfAStep_ReplacesTheWaitsOfItsRunOnly()
    {
        var engine = Engine(new Juggler());
        var definition = Steps.Read(Steps.File(Steps.Step("P", "Parallel", $"\"activities\":[{Steps.Step("X", "Probe")},{Steps.Event("E")}]")));
        var state = engine.Run(definition, null, new InstanceStarted("k", "i"), s_now, Facts.None).State;
        var owner = state.Bookmarks.Single(b => b.Name == "owner");
        var closed = state.Bookmarks.Single(b => b.Name == "second");

        var next = engine.Run(definition, state, new TaskCompleted("t", owner.Id, "go", "anna"), s_now, Facts.None).State;

        next.Bookmarks.Select(b => b.Name).ShouldBe(["owner", "Elsa.Event", "third"]);
        next.Bookmarks.Single(b => b.Name == "owner").ShouldSatisfyAllConditions(b => b.Id.ShouldBe(owner.Id), b => b.Payload!["round"]!.GetValue<int>().ShouldBe(2));
        engine.Run(definition, next, new TaskCompleted("u", closed.Id, "go", "anna"), s_now, Facts.None).Applied.ShouldBeFalse();
    }

    [Fact]
    public void State_PutAwayByAStep_IsThereAtTheNextCallAndOverStorage()
    {
        var engine = Engine(new Juggler());
        var definition = Steps.Read(Steps.File(Steps.Step("X", "Probe")));
        var state = engine.Run(definition, null, new InstanceStarted("k", "i"), s_now, Facts.None).State;
        for (var round = 2; round < 5; round++)
        {
            state = StateSerializer.Deserialize(StateSerializer.Serialize(state));
            state = engine.Run(definition, state, new TaskCompleted($"t{round}", state.Bookmarks[0].Id, "go", "anna"), s_now, Facts.None).State;
            state.Bookmarks[0].Payload!["round"]!.GetValue<int>().ShouldBe(round);
        }
    }

    [Fact]
    public void Bookmark_WithTaskAndClock_SurvivesStorage()
    {
        var engine = Engine(new Waiter());
        var state = engine.Run(Steps.Read(Steps.File(Steps.Step("X", "Probe"))), null, new InstanceStarted("k", "i"), s_now, Facts.None).State;

        var stored = StateSerializer.Deserialize(StateSerializer.Serialize(state));

        StateSerializer.Serialize(stored).ShouldBe(StateSerializer.Serialize(state));
        var wait = stored.Bookmarks.Single();
        wait.Task!.Actions.Single().Validates.ShouldBeFalse();
        wait.Task.Phase.ShouldBe("draft");
        wait.Clock!.Rule.WorkingDays.ShouldBe(5);
        wait.Clock.Rule.Marks.Single().TimeOfDay.ShouldBe(new TimeOnly(9, 0));
    }

    [Fact]
    public void Resume_NotUnderstood_IsAnIncidentThatNamesTheStimulus()
    {
        var engine = Engine(new Waiter());
        var definition = Steps.Read(Steps.File(Steps.Step("X", "Probe")));
        var state = engine.Run(definition, null, new InstanceStarted("k", "i"), s_now, Facts.None).State;

        engine.Run(definition, state, new TaskCompleted("t", state.Bookmarks[0].Id, "go", "anna"), s_now, Facts.None).Incidents.Single().Message.ShouldContain("TaskCompleted");
    }

    private static WorkflowEngine Engine(Activity probe) => new(BuiltInActivities.AddTo(new ActivityCatalog()).Add(new()
    {
        Type = "Elsa.Probe",
        DisplayName = "Probe",
        Category = "Test",
        Description = "Tries the contract.",
        Activity = probe,
    }));

    private sealed class Asker : Activity
    {
        public override ActivityStep Start(ActivityContext context)
        {
            var first = new AllocateReference(context.Key("first"), "A-{n}");
            if (!context.Answers.TryGetValue(first.Id, out var one)) return ActivityStep.Ask(first);
            var second = new AllocateReference(context.Key("second"), $"{one}-{{n}}");
            if (!context.Answers.TryGetValue(second.Id, out var two)) return ActivityStep.Ask(second);
            return ActivityStep.Complete("Done", new WriteLine(context.Key("line"), $"{one} {two}"));
        }
    }

    private sealed class Juggler : Activity
    {
        public override ActivityStep Start(ActivityContext context)
        {
            context.State["round"] = 1;
            return ActivityStep.Wait([context.NewBookmark("owner"), context.NewBookmark("second")]);
        }

        public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
        {
            var round = (int)context.State["round"]! + 1;
            context.State["round"] = round;
            return ActivityStep.Wait([context.Bookmarks[0] with { Payload = new JsonObject { ["round"] = round } }, context.NewBookmark("third")]);
        }
    }

    private sealed class Waiter : Activity
    {
        public override ActivityStep Start(ActivityContext context) => ActivityStep.Wait([context.NewBookmark(
            "owner",
            new TaskWait { Kind = TaskKind.Step, Title = "Recommended actions", Role = "iro", Phase = "draft", Actions = [new() { Key = "go", Label = "Go", Validates = false }] },
            new ClockWait { Rule = new() { WorkingDays = 5, Marks = [new() { Key = "r", Kind = ClockMarkKind.Reminder, WorkingDays = -2, TimeOfDay = new(9, 0) }] }, Anchor = context.Now })]);
    }
}
