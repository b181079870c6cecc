using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>Where a variable's value lies.</summary>
internal readonly record struct VariableSlot(Dictionary<string, JsonNode?> Store, string Key, string TypeName, bool IsArray)
{
    public JsonNode? Value => Store.GetValueOrDefault(Key);

    public void Set(JsonNode? value, string name) => Store[Key] = Values.Convert(value, TypeName, IsArray, name);
}

/// <summary>Scopes: the innermost container that declares a name wins; loop variables belong to the body's run.</summary>
internal static class Variables
{
    /// <summary>Gives a container's variables their first values.</summary>
    public static void Declare(ActivityRun run)
    {
        if (run.Node.Variables.Count == 0) return;
        var values = run.Variables = new(StringComparer.Ordinal);
        foreach (var variable in run.Node.Variables) values[variable.Id] = Initial(variable);
    }

    /// <summary>By id first, then by name.</summary>
    public static VariableSlot? Find(ActivityRun? run, string? id, string? name) =>
        (id is null ? null : Search(run, v => v.Id == id, k => k == id)) ?? (name is null ? null : Search(run, v => v.Name == name, k => k == name));

    /// <summary>By the name that generated accessors spell, e.g. <c>LoopCount</c>.</summary>
    public static VariableSlot? FindAccessor(ActivityRun? run, string accessor) => Search(run, v => v.Accessor == accessor, k => k == accessor || Names.Pascal(k) == accessor);

    /// <summary>An input or output of the nearest workflow used as activity.</summary>
    public static VariableSlot? FindArgument(ActivityRun? run, string name)
    {
        for (var r = run; r is not null; r = r.Parent)
        {
            if (r.Node.Linked is not null && r.Variables?.ContainsKey(name) == true) return Argument(r, name);
        }

        return null;
    }

    /// <summary>An output of the nearest workflow used as activity that declares it.</summary>
    public static VariableSlot? FindOutput(ActivityRun? run, string name)
    {
        for (var r = run; r is not null; r = r.Parent)
        {
            if (r.Node.Linked is not null && r.Node.Definition!.Outputs.Any(o => o.Name == name)) return Argument(r, name);
        }

        return null;
    }

    private static VariableSlot? Search(ActivityRun? run, Func<VariableDefinition, bool> declared, Func<string, bool> named)
    {
        for (var r = run; r is not null; r = r.Parent)
        {
            if (Key(r.Locals, named) is { } local) return new(r.Locals!, local, "Object", false);
            if (r.Variables is null) continue;
            foreach (var variable in r.Node.Variables)
            {
                if (declared(variable)) return new(r.Variables, variable.Id, variable.TypeName, variable.IsArray);
            }

            if (r.Node.Linked is not null && Key(r.Variables, named) is { } argument) return Argument(r, argument);
        }

        return null;
    }

    private static string? Key(Dictionary<string, JsonNode?>? values, Func<string, bool> named)
    {
        if (values is null) return null;
        foreach (var key in values.Keys)
        {
            if (named(key)) return key;
        }

        return null;
    }

    private static VariableSlot Argument(ActivityRun run, string name)
    {
        var definition = run.Node.Definition!;
        var declared = definition.Inputs.FirstOrDefault(i => i.Name == name) ?? definition.Outputs.FirstOrDefault(o => o.Name == name);
        return new(run.Variables!, name, declared?.TypeName ?? "Object", declared?.IsArray ?? false);
    }

    private static JsonNode? Initial(VariableDefinition variable) =>
        variable.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Values.Convert(variable.Value.ToNode(), variable.TypeName, variable.IsArray, variable.Name);
}
