using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Sets a variable, matched by id, then by name.</summary>
internal sealed class SetVariableNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var variable = run.Node.Json.Member("variable") ?? default;
        var (id, name) = (variable.Text("id"), variable.Text("name"));
        var value = session.Input(run, "value")?.DeepClone();
        if (Variables.Find(run, id, name) is not { } slot) throw new ExpressionException($"The variable '{name ?? id}' is not declared around '{run.Node.Id}'.");
        slot.Set(value, name ?? id ?? "value");
        session.Complete(run);
    }
}

/// <summary>Names the instance.</summary>
internal sealed class SetNameNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        session.State.Name = session.Text(run, "value");
        session.Complete(run);
    }
}

/// <summary>Sets the correlation id of the instance.</summary>
internal sealed class CorrelateNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        session.State.CorrelationId = session.Text(run, "correlationId");
        session.Complete(run);
    }
}

/// <summary>Sets an output of the nearest workflow used as activity that declares it, else of the instance; one that nobody declares is ignored.</summary>
internal sealed class SetOutputNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var name = session.Text(run, "outputName") ?? throw new InvalidInputException("outputName", "the name of an output");
        var value = session.Input(run, "outputValue")?.DeepClone();
        if (Variables.FindOutput(run, name) is { } slot) slot.Set(value, name);
        else if (session.Definition.Outputs.Any(o => o.Name == name)) session.State.Output[name] = value;
        session.Complete(run);
    }
}

/// <summary>Runs a script; its value is the result, its outcomes what it set or Done.</summary>
internal sealed class RunScriptNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var outcomes = new List<string>();
        if (Script(session, run) is { } script) session.SetOutput(run, "result", session.RunScript(run, script, outcomes));
        session.Complete(run, outcomes.Count > 0 ? outcomes : null);
    }

    /// <summary>A literal is compiled once with the definition; a computed script every time.</summary>
    private static InputExpression? Script(BurstSession session, ActivityRun run)
    {
        if (!run.Node.Inputs.TryGetValue("script", out var input)) return null;
        if (input.IsLiteral) return run.Node.Compiled("script", _ => input with { Kind = "JavaScript" });
        var text = session.Text(run, "script");
        return text is null ? null : new("JavaScript", System.Text.Json.JsonSerializer.SerializeToElement(text, TextJson.Default.String), "String", input.JsonPath);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class TextJson : System.Text.Json.Serialization.JsonSerializerContext;
