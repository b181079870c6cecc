using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using Shouldly;

namespace ReviewFlow.Engine.Tests;

/// <summary>Short words for definitions in tests.</summary>
internal static class Steps
{
    public static ActivityCatalog Catalog { get; } = BuiltInActivities.AddTo(new ActivityCatalog());

    public static string Line(string id) => Step(id, "WriteLine", Input("text", $"\"{id}\""));

    public static string Event(string id, bool starts = false) =>
        Step(id, "Event", Input("eventName", $"\"{id}\""), $$"""
            "customProperties":{"canStartWorkflow":{{(starts ? "true" : "false")}} }
            """);

    public static string Delay(string id, string span = "01:00:00") => Step(id, "Delay", Input("timeSpan", $"\"{span}\""));

    public static string Fault(string id) => Step(id, "Fault", Input("message", "\"boom\""));

    public static string Decision(string id, bool holds) => Step(id, "FlowDecision", Input("condition", holds ? "true" : "false"));

    public static string Join(string id, string mode) => Step(id, "FlowJoin", Input("mode", $"\"{mode}\""));

    public static string Step(string id, string type, params string[] members) =>
        $$"""{"id":"{{id}}","name":"{{id}}","type":"Elsa.{{type}}","version":1{{string.Concat(members.Select(m => "," + m))}}}""";

    public static string Input(string name, string value, string kind = "Literal") =>
        $$$"""
        "{{{name}}}":{"typeName":"Object","expression":{"type":"{{{kind}}}","value":{{{value}}} } }
        """;

    public static string Go(string from, string to, string port = "Done") =>
        $$$"""{"source":{"activity":"{{{from}}}","port":"{{{port}}}"},"target":{"activity":"{{{to}}}","port":"In"}}""";

    public static string Flow(IEnumerable<string> activities, IEnumerable<string> connections, string id = "Flow") =>
        Step(id, "Flowchart", $"\"activities\":[{string.Join(',', activities)}]", $"\"connections\":[{string.Join(',', connections)}]");

    public static string Sequence(string id, params string[] activities) => Step(id, "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    public static string File(string root, string id = "test", string more = "") => $$"""{"id":"{{id}}-v1","definitionId":"{{id}}","name":"{{id}}","version":1,"isPublished":true{{more}},"root":{{root}}}""";

    /// <summary>Faults of one branch leave the others alone.</summary>
    public const string Tolerant = ""","options":{"incidentStrategyType":"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core"}""";

    public static WorkflowDefinition Read(string json)
    {
        var result = DefinitionReader.Read(json);
        result.Problems.ShouldBeEmpty();
        return result.Definition!;
    }

    public static InMemoryRunner Runner(params string[] files) => Runner(new EngineOptions(), files);

    /// <summary>A runner that stores every state as bytes, as a database would.</summary>
    public static InMemoryRunner Runner(EngineOptions options, params string[] files) => new(new WorkflowEngine(Catalog, options), files.Select(Read))
    {
        Store = s => StateSerializer.Deserialize(StateSerializer.Serialize(s)),
    };

    public static IEnumerable<string> Names(this IEnumerable<JournalEntry> journal) => journal.Select(j => $"{j.ActivityId}:{j.Event}");

    public static string BookmarkOf(this InMemoryInstance instance, string activityId) => instance.State.Bookmarks.Single(b => b.ActivityId == activityId).Id;
}
