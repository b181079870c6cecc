using System.Globalization;
using System.Text;
using System.Text.Json;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Tests.Disputes;

/// <summary>A definition in words: its steps with what is set, and where each outcome leads.</summary>
internal static class Outline
{
    public static string Of(WorkflowDefinition definition)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{definition.Name} ({definition.DefinitionId})\n{definition.Description}\n");
        var root = definition.Workflow.Children[0];
        foreach (var node in root.Children.OrderBy(n => Position(n).X).ThenBy(n => Position(n).Y)) Step(text, root, node);
        return text.ToString();
    }

    public static (double X, double Y) Position(ActivityNode node)
    {
        var position = node.Json.GetProperty("metadata").GetProperty("designer").GetProperty("position");
        return (position.GetProperty("x").GetDouble(), position.GetProperty("y").GetDouble());
    }

    private static void Step(StringBuilder text, ActivityNode root, ActivityNode node)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n[{node.Id}] {node.Json.GetProperty("metadata").GetProperty("displayText").GetString()}  <{node.Type}>\n");
        foreach (var (name, input) in node.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"    {name} = {Value(input)}\n");
        foreach (var connection in root.Connections.Where(c => c.Source == node))
            text.Append(CultureInfo.InvariantCulture, $"    {connection.Port} -> {connection.Target.Id}\n");
    }

    private static string Value(InputExpression input)
    {
        var value = input.Value.ValueKind == JsonValueKind.String ? input.Value.GetString()! : input.Value.GetRawText();
        return input.Kind == "JavaScript" ? $"{{ {value} }}" : value;
    }
}
