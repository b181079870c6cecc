using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>Random flowcharts of up to 50 steps, driven by random resumes.</summary>
public sealed class RandomDefinitionTests
{
    private const int Rounds = 30;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_RandomDefinition_EndsOrWaitsAndNeverThrows(bool tokens)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var instance = Drive(seed, tokens, s => s).Instance;
            if (instance is null) continue;
            var state = instance.State;
            state.SubStatus.ShouldBeOneOf(WorkflowSubStatus.Suspended, WorkflowSubStatus.Finished, WorkflowSubStatus.Faulted);
            if (state.Status == WorkflowStatus.Finished) state.Bookmarks.ShouldBeEmpty($"seed {seed}");

            // In token mode a merge whose tokens can never come waits for ever, as Elsa's does.
            else if (!tokens) (state.Bookmarks.Count + state.Incidents.Count).ShouldBeGreaterThan(0, $"seed {seed}: suspended, but waiting for nothing");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_StateStoredBetweenAnyTwoSteps_GivesTheSameJournal(bool tokens)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var kept = Drive(seed, tokens, s => s);
            var stored = Drive(seed, tokens, s => StateSerializer.Deserialize(StateSerializer.Serialize(s)));

            stored.Journal.ShouldBe(kept.Journal, $"seed {seed}");
        }
    }

    [Fact]
    public void Run_SameStimulusOnSameState_GivesTheSameBurst()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var definition = Steps.Read(Definition(new Random(seed)));
            var engine = new WorkflowEngine(Steps.Catalog, new EngineOptions { MaxActivitiesPerBurst = 2000, Incidents = Engine.Definitions.IncidentStrategy.ContinueWithIncidents });
            var start = new InstanceStarted("key", "one");
            try
            {
                var first = engine.Run(definition, null, start, DateTimeOffset.UnixEpoch, Facts.None);
                var second = engine.Run(definition, null, start, DateTimeOffset.UnixEpoch, Facts.None);

                StateSerializer.Serialize(second.State).ShouldBe(StateSerializer.Serialize(first.State));
                second.Journal.ShouldBe(first.Journal);
                second.Effects.ShouldBe(first.Effects);
                NextLeavesStateAlone(engine, definition, first.State);
            }
            catch (BurstBudgetException)
            {
                // A random loop without a wait; its burst does not count.
            }
        }
    }

    private static void NextLeavesStateAlone(WorkflowEngine engine, Engine.Definitions.WorkflowDefinition definition, WorkflowState state)
    {
        if (state.Bookmarks.Count == 0) return;
        var before = StateSerializer.Serialize(state);
        engine.Run(definition, state, new BookmarkResumed("next", state.Bookmarks[0].Id), DateTimeOffset.UnixEpoch, Facts.None);
        StateSerializer.Serialize(state).ShouldBe(before);
    }

    private static (InMemoryInstance? Instance, List<string> Journal) Drive(int seed, bool tokens, Func<WorkflowState, WorkflowState> store)
    {
        var random = new Random(seed);
        var options = new EngineOptions { TokenFlow = tokens, MaxActivitiesPerBurst = 2000, Incidents = Engine.Definitions.IncidentStrategy.ContinueWithIncidents };
        var runner = new InMemoryRunner(new WorkflowEngine(Steps.Catalog, options), [Steps.Read(Definition(random))]) { Store = store };
        try
        {
            var instance = runner.Start("test");
            for (var i = 0; i < Rounds && instance.State.Bookmarks is { Count: > 0 } waits; i++) runner.Resume(instance.InstanceId, waits[random.Next(waits.Count)].Id);
            return (instance, [.. instance.Journal.Select(j => $"{j.Sequence} {j.ActivityInstanceId} {j.ActivityId}:{j.Event}")]);
        }
        catch (BurstBudgetException)
        {
            return (null, []);
        }
    }

    private static string Definition(Random random) => Steps.File(Flow(random, random.Next(1, 50), "F", 2));

    private static string Flow(Random random, int size, string id, int depth)
    {
        var ids = Enumerable.Range(0, size).Select(i => $"{id}{i}").ToList();
        var connections = new List<string>();
        for (var i = 0; i < size; i++)
        {
            for (var n = random.Next(3); n > 0; n--)
            {
                var back = random.Next(10) == 0;
                connections.Add(Steps.Go(ids[i], ids[back ? random.Next(size) : Math.Min(size - 1, i + random.Next(1, 5))], random.Next(4) switch { 0 => "True", 1 => "False", _ => "Done" }));
            }
        }

        return Steps.Flow(ids.Select(i => Activity(random, i, depth)), connections, id);
    }

    private static string Activity(Random random, string id, int depth) => random.Next(depth > 0 ? 15 : 11) switch
    {
        0 or 1 => Steps.Event(id),
        2 => Steps.Delay(id),
        3 or 4 => Steps.Decision(id, random.Next(2) == 0),
        5 => Steps.Join(id, "WaitAny"),
        6 => Steps.Join(id, "WaitAll"),
        7 => Steps.Join(id, "WaitAllActive"),
        8 => random.Next(5) == 0 ? Steps.Fault(id) : Steps.Line(id),
        9 => random.Next(6) == 0 ? Steps.Step(id, "End") : Steps.Line(id),
        10 => Steps.Step(id, "WriteLine", Steps.Input("text", "\"x\""), $$"""
            "customProperties":{"mergeMode":"{{(MergeWords)random.Next(5)}}"}
            """),
        11 => Flow(random, random.Next(1, 6), id + "x", depth - 1),
        12 => Steps.Step(id, "Parallel", $"\"activities\":[{Activity(random, id + "a", depth - 1)},{Activity(random, id + "b", depth - 1)}]"),
        13 => Steps.Step(id, "Fork", $"\"branches\":[{Activity(random, id + "a", depth - 1)},{Activity(random, id + "b", depth - 1)}]", "\"joinMode\":\"WaitAny\""),
        _ => Steps.Step(id, "ForEach", Steps.Input("items", "[1,2]"), $"\"body\":{Steps.Sequence(id + "s", Activity(random, id + "a", depth - 1), Activity(random, id + "b", depth - 1))}"),
    };

    private enum MergeWords
    {
        Stream,
        Merge,
        Converge,
        Cascade,
        Race,
    }
}
