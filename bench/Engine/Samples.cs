using System.Globalization;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Bench;

/// <summary>Definitions of steps that do nothing, so that what is measured is the engine.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static WorkflowEngine Engine { get; } = new(BuiltInActivities.AddTo(new ActivityCatalog()), new EngineOptions { MaxActivitiesPerBurst = 20_000 });

    public static string Flowchart(int steps) => File(
        $"\"type\":\"Elsa.Flowchart\",\"activities\":[{Join(steps, Step)}],\"connections\":[{Join(steps - 1, Connection)}]");

    public static string Sequence(int steps) => File($"\"type\":\"Elsa.Sequence\",\"activities\":[{Join(steps, Step)}]");

    /// <summary>Two steps, a background task that is waited for, two steps.</summary>
    public static string Waiting() => File(
        $"\"type\":\"Elsa.Sequence\",\"activities\":[{Step(0)},{Step(1)},{{\"id\":\"wait\",\"type\":\"Elsa.RunTask\",\"taskName\":\"Assess\"}},{Step(2)},{Step(3)}]");

    public static WorkflowDefinition Read(string json) => DefinitionReader.Read(json).Definition ?? throw new InvalidDataException(json);

    public static Burst Run(WorkflowDefinition definition, string instanceId = "i") =>
        Engine.Run(definition, null, new InstanceStarted(instanceId + ".1", instanceId), Now, Facts.None);

    private static string File(string root) => $$"""{"id":"bench-v1","definitionId":"bench","name":"bench","version":1,"isPublished":true,"root":{"id":"root",{{root}} } }""";

    private static string Step(int number) => $"{{\"id\":\"{Id(number)}\",\"type\":\"Elsa.Start\"}}";

    private static string Connection(int number) =>
        $"{{\"source\":{{\"activity\":\"{Id(number)}\",\"port\":\"Done\"}},\"target\":{{\"activity\":\"{Id(number + 1)}\",\"port\":\"In\"}}}}";

    private static string Id(int number) => "step" + number.ToString(CultureInfo.InvariantCulture);

    private static string Join(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));
}
