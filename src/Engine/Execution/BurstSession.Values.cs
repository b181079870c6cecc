using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>Inputs, outputs and variables. Values in a state are never changed in place, only replaced.</summary>
internal sealed partial class BurstSession
{
    /// <summary>Value of an input of a node, evaluated where <paramref name="run"/> stands; null when not set.</summary>
    public JsonNode? Input(ActivityRun run, ActivityNode node, string name) => node.Inputs.TryGetValue(name, out var input) ? Evaluate(run, input) : null;

    public JsonNode? Input(ActivityRun run, string name) => Input(run, run.Node, name);

    public string? Text(ActivityRun run, string name) => Values.Text(Input(run, name));

    /// <summary>All inputs of a leaf, converted to the types that its descriptor names, defaults filled in; null for none.</summary>
    public JsonObject? Inputs(ActivityRun run, ActivityDescriptor descriptor)
    {
        var inputs = run.Node.Inputs.Count == 0 ? null : Given(run, descriptor);
        for (var i = 0; i < descriptor.Inputs.Count; i++)
        {
            var input = descriptor.Inputs[i];
            if (input.Default is not { } text || inputs?[input.Name] is not null) continue;
            inputs ??= [];
            inputs[input.Name] = JsonNode.Parse(text);
        }

        return inputs;
    }

    private JsonObject Given(ActivityRun run, ActivityDescriptor descriptor)
    {
        var inputs = new JsonObject();
        foreach (var (name, expression) in run.Node.Inputs)
        {
            var value = Evaluate(run, expression);
            var known = descriptor.Input(name);
            inputs[known?.Name ?? name] = known is null ? value?.DeepClone() : Values.Convert(value, known.TypeName, false, name)?.DeepClone();
        }

        return inputs;
    }

    public JsonNode? Evaluate(ActivityRun run, InputExpression expression, JsonObject? args = null)
    {
        if (expression.IsLiteral) return expression.Value.ToNode();
        if (expression.IsScript) return RunScript(run, expression, null, args);
        return expression.Kind switch
        {
            "Object" or "Json" => expression.Value.ValueKind == JsonValueKind.String ? ParseJson(expression) : expression.Value.ToNode(),
            "Variable" => Variables.Find(run, Reference(expression, "id"), Reference(expression, "name"))?.Value,
            "Input" => InputValue(run, Reference(expression, "name") ?? ""),
            _ => throw new ExpressionException($"Expressions of type '{expression.Kind}' are not supported ({expression.JsonPath})."),
        };
    }

    public JsonNode? RunScript(ActivityRun run, InputExpression expression, List<string>? outcomes, JsonObject? args = null)
    {
        var parsed = expression.Script;
        if (parsed.Script is null)
        {
            var first = parsed.Problems.Count > 0 ? parsed.Problems[0] : null;
            throw new ExpressionException($"The script at {expression.JsonPath} cannot be run: line {first?.Line}, column {first?.Column}: {first?.Message}");
        }

        return parsed.Script.Evaluate(new RunScope(this, run, outcomes, args));
    }

    /// <summary>An input of the nearest workflow used as activity, else of the instance.</summary>
    public JsonNode? InputValue(ActivityRun run, string name)
    {
        if (Variables.FindArgument(run, name) is { } slot) return slot.Value;
        if (stimulus is BookmarkResumed { Input: { } resumed } && resumed.TryGetPropertyValue(name, out var given)) return given;
        if (state.Input.TryGetPropertyValue(name, out var value)) return value;
        var declared = definition.Inputs.FirstOrDefault(i => i.Name == name);
        return declared is null || declared.Default.ValueKind == JsonValueKind.Undefined ? null : Values.Convert(declared.Default.ToNode(), declared.TypeName, declared.IsArray, name);
    }

    /// <summary>Sets an output: kept for scripts, and copied to the variable that the definition names.</summary>
    public void SetOutput(ActivityRun run, string name, JsonNode? value)
    {
        var kept = value?.DeepClone();
        var all = state.ActivityOutputs.TryGetValue(run.NodeId, out var before) ? (JsonObject)before.DeepClone() : [];
        all[Names.Camel(name)] = kept;
        state.ActivityOutputs[run.NodeId] = all;
        if (name.Equals("result", StringComparison.OrdinalIgnoreCase)) state.LastResult = value?.DeepClone();
        if (!run.Node.Outputs.TryGetValue(name, out var target) || run.Parent is not { } outer) return;
        if (Variables.Find(outer, target, target) is { } slot) slot.Set(value?.DeepClone(), target);
        else if (definition.Outputs.Any(o => o.Name == target)) state.Output[target] = value?.DeepClone();
    }

    private static JsonNode? ParseJson(InputExpression expression)
    {
        var text = expression.Value.GetString()!;
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new ExpressionException($"The JSON at {expression.JsonPath} cannot be read: {e.Message}");
        }
    }

    private static string? Reference(InputExpression expression, string member)
    {
        var value = expression.Value;
        if (value.ValueKind != JsonValueKind.String) return value.Text(member);
        var text = value.GetString()!;
        if (!text.StartsWith('{')) return text;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.Text(member);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
