using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using Shouldly;

namespace ReviewFlow.Activities.Tests;

/// <summary>One activity on a bench: inputs in, its waits, effects and outcome out. The state is stored between bursts.</summary>
internal sealed class Bench
{
    private readonly InMemoryRunner _runner;
    private readonly InMemoryInstance _instance;

    private Bench(string type, JsonObject inputs, string now, JsonObject? workflowInput, IEnumerable<WorkflowDefinition> others)
    {
        var definition = Define("bench", Step(type, inputs));
        _runner = new InMemoryRunner(new WorkflowEngine(Catalog), others.Append(definition), Facts)
        {
            Now = Moment(now),
            Store = state => StateSerializer.Deserialize(StateSerializer.Serialize(state)),
        };
        _instance = _runner.Start("bench", workflowInput, correlationId: "case");
    }

    public static ActivityCatalog Catalog { get; } = ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog()));

    public static WorkingDayCalendar Calendar { get; } = new()
    {
        Id = "england-and-wales",
        Name = "England and Wales",
        DaysOff = new Dictionary<DateOnly, string> { [new(2026, 4, 3)] = "Good Friday", [new(2026, 4, 6)] = "Easter Monday" },
        KnownUntil = new DateOnly(2026, 12, 31),
    };

    public static Facts Facts { get; } = new() { Version = "bench", Calendars = new Dictionary<string, WorkingDayCalendar>(StringComparer.Ordinal) { [Calendar.Id] = Calendar } };

    public IReadOnlyList<Bookmark> Waits => _instance.State.Bookmarks;

    public Bookmark Wait => Waits.ShouldHaveSingleItem();

    public TaskWait Task => Wait.Task.ShouldNotBeNull();

    public IReadOnlyList<Effect> Effects => [.. _runner.Effects.Select(e => e.Effect)];

    public IReadOnlyList<string> Incidents => [.. _instance.Incidents.Select(i => i.Message)];

    public bool Ended => _instance.State.Status == WorkflowStatus.Finished;

    /// <summary>The outcome that it ended with.</summary>
    public string Outcome => _instance.State.Output["outcome"]?.ToString() ?? "none";

    public JsonNode Result => _instance.State.Output["result"].ShouldNotBeNull();

    public InMemoryRunner Runner => _runner;

    public static Bench With(string type, object? inputs = null, string now = "2026-03-02 10:00", object? workflowInput = null, params WorkflowDefinition[] others) =>
        new(type, Node(inputs), now, workflowInput is null ? null : Node(workflowInput), others);

    /// <summary>A definition of one step; every outcome that it may have is kept as the output <c>outcome</c>.</summary>
    public static WorkflowDefinition Define(string id, JsonObject step)
    {
        var outcomes = (string[])["Done", "Complete", "Signed", "Returned", "Completed", "Expired", "Cancelled", "Approved", "Next", "Withdrawn"];
        var activities = new JsonArray(step);
        var connections = new JsonArray();
        foreach (var outcome in outcomes)
        {
            activities.Add((JsonNode)new JsonObject { ["id"] = "to" + outcome, ["type"] = "Elsa.SetOutput", ["outputName"] = Value("outcome"), ["outputValue"] = Value(outcome) });
            connections.Add((JsonNode)new JsonObject { ["source"] = new JsonObject { ["activity"] = "step", ["port"] = outcome }, ["target"] = new JsonObject { ["activity"] = "to" + outcome, ["port"] = "In" } });
        }

        var json = new JsonObject
        {
            ["definitionId"] = id,
            ["outputs"] = new JsonArray(new JsonObject { ["name"] = "outcome", ["type"] = "String" }, new JsonObject { ["name"] = "result", ["type"] = "Object" }, new JsonObject { ["name"] = "noResponse", ["type"] = "Object" }),
            ["options"] = new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" },
            ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["activities"] = activities, ["connections"] = connections },
        };
        var read = DefinitionReader.Read(json.ToJsonString());
        read.Problems.ShouldBeEmpty();
        return read.Definition!;
    }

    public static JsonObject Step(string type, JsonObject inputs)
    {
        var step = new JsonObject { ["id"] = "step", ["type"] = type, ["customProperties"] = new JsonObject { ["canStartWorkflow"] = true } };
        foreach (var (name, value) in inputs) step[name] = Value(value?.DeepClone());
        step["result"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "result" } };
        step["noResponse"] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "noResponse" } };
        return step;
    }

    /// <summary>Somebody acts on a wait; the only one unless named.</summary>
    public Bench Act(string action, object? values = null, string actor = "nadia", Bookmark? on = null)
    {
        _runner.Send(_instance.InstanceId, key => new TaskCompleted(key, (on ?? Wait).Id, action, actor, Values: Node(values)));
        return this;
    }

    /// <summary>Turns the clock; marks that fall due fire in order. Gives what was asked of the world meanwhile.</summary>
    public IReadOnlyList<Effect> Until(string local)
    {
        var before = _runner.Effects.Count;
        while (Next() is ({ } bookmark, { } mark) && mark.At <= Moment(local))
        {
            _runner.Now = mark.At;
            _runner.Send(_instance.InstanceId, key => new TimerElapsed(key, bookmark.Id, mark.Key, mark.At)).ShouldBeTrue();
        }

        _runner.Now = Moment(local);
        return [.. _runner.Effects.Skip(before).Select(e => e.Effect)];
    }

    public static DateTimeOffset Moment(string local)
    {
        var moment = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return LocalTime.ToUtc(Calendar, DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment));
    }

    private (Bookmark? Bookmark, ScheduledMark? Mark) Next() => Waits.Where(b => b.Clock is not null)
        .Select(b => (Bookmark: b, Mark: Clock.Next(b.Clock!, Calendar))).Where(n => n.Mark is not null).OrderBy(n => n.Mark!.At).FirstOrDefault();

    private static JsonObject Node(object? values) => JsonSerializer.SerializeToNode(values ?? new { }) as JsonObject ?? [];

    private static JsonObject Value(JsonNode? value) => new() { ["expression"] = new JsonObject { ["type"] = value is JsonArray or JsonObject ? "Object" : "Literal", ["value"] = value } };
}
