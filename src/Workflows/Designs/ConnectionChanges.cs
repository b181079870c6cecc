using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Designs;

/// <summary>Which ways through the process came and went. A way around a sign-off weighs as much as the sign-off.</summary>
internal static class ConnectionChanges
{
    public static IEnumerable<DefinitionChange> Between(IEnumerable<ActivityNode> before, IEnumerable<ActivityNode> after)
    {
        var (old, young) = (All(before), All(after));
        foreach (var (_, gone) in old.Where(c => !young.ContainsKey(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal)) yield return Change("Connection removed", gone);
        foreach (var (_, come) in young.Where(c => !old.ContainsKey(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal)) yield return Change("Connection added", come);
    }

    private static DefinitionChange Change(string what, FlowConnection connection) =>
        new(connection.Source.Id, $"{what}: {connection.Source.Title} ({connection.Port}) → {connection.Target.Title}", Weight(connection));

    private static ChangeWeight Weight(FlowConnection connection) =>
        StepWeight.Of(connection.Source) is var source and not ChangeWeight.None ? source : StepWeight.Of(connection.Target);

    private static Dictionary<string, FlowConnection> All(IEnumerable<ActivityNode> steps) =>
        steps.SelectMany(s => s.Connections.Select(c => (Key: $"{s.NodeId}/{c.Key}", Connection: c)))
            .GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Connection, StringComparer.Ordinal);
}
