using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Reads variables, inputs, outputs and options.</summary>
internal static class ArgumentReader
{
    public static List<VariableDefinition> Variables(JsonElement json)
    {
        var variables = new List<VariableDefinition>();
        foreach (var item in json.Member("variables").Items().Where(i => i.ValueKind == JsonValueKind.Object)) variables.Add(Variable(item, variables.Count + 1));
        return variables;
    }

    public static VariableDefinition Variable(JsonElement json, int number)
    {
        var name = json.Text("name") is { Length: > 0 } given ? given : $"Variable{number}";
        return new(json.Text("id") is { Length: > 0 } id ? id : name, name, json.Text("typeName") ?? "Object", json.Flag("isArray") ?? false, json.Member("value") ?? default);
    }

    public static List<ArgumentDefinition> Arguments(JsonElement json, string list) =>
        [.. json.Member(list).Items().Where(i => i.ValueKind == JsonValueKind.Object && i.Text("name") is { Length: > 0 }).Select(Argument)];

    /// <summary>The fixed alias table; a name from a file never loads a type.</summary>
    public static IncidentStrategy? Strategy(string? name)
    {
        if (string.IsNullOrEmpty(name)) return null;
        var type = name.Split(',')[0].Split('.')[^1];
        return type.StartsWith("ContinueWithIncidents", StringComparison.Ordinal) ? IncidentStrategy.ContinueWithIncidents : IncidentStrategy.Fault;
    }

    /// <summary>As with <see cref="Strategy"/>: by the last part of the name, from a fixed table.</summary>
    public static ActivationStrategy Activation(string? name) => (name ?? "").Split(',')[0].Split('.')[^1] switch
    {
        "SingletonStrategy" or "Singleton" => ActivationStrategy.Singleton,
        "CorrelatedSingletonStrategy" or "CorrelatedSingleton" => ActivationStrategy.CorrelatedSingleton,
        "CorrelationStrategy" or "Correlation" => ActivationStrategy.Correlation,
        _ => ActivationStrategy.Always,
    };

    public static bool? TokenFlow(JsonElement customProperties) => customProperties.Member("Flowchart:ExecutionMode") switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { } mode => mode.ToUpperInvariant() switch { "TOKENBASED" => true, "COUNTERBASED" => false, _ => null },
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var mode) => mode switch { 1 => true, 2 => false, _ => null },
        _ => null,
    };

    private static ArgumentDefinition Argument(JsonElement json)
    {
        var name = json.Text("name")!;
        return new(name, json.Text("type") ?? "Object", json.Flag("isArray") ?? false, json.Text("displayName") ?? name, json.Flag("isRequired") ?? false, json.Member("defaultValue") ?? default);
    }
}
