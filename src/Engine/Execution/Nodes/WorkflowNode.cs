using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>The workflow itself: declares its variables and runs its root.</summary>
internal sealed class WorkflowNode : NodeBehavior
{
    public static readonly WorkflowNode Instance = new();

    public static bool Is(ActivityRun run) => run.Parent is null || run.Parent.Node.Linked == run.Node;

    public override void Start(BurstSession session, ActivityRun run)
    {
        Variables.Declare(run);
        session.Schedule(run, run.Node.Children[0]);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) =>
        session.Complete(run, run.Asked);
}

/// <summary>A workflow used as an activity: its inputs and outputs are variables for what runs inside it.</summary>
internal sealed class UsedWorkflowNode : NodeBehavior
{
    public static readonly UsedWorkflowNode Instance = new();

    public override void Start(BurstSession session, ActivityRun run)
    {
        var definition = run.Node.Definition!;
        var values = new Dictionary<string, System.Text.Json.Nodes.JsonNode?>(StringComparer.Ordinal);
        foreach (var output in definition.Outputs) values[output.Name] = null;
        foreach (var input in definition.Inputs)
        {
            var given = run.Node.Inputs.Keys.FirstOrDefault(k => k.Equals(input.Name, StringComparison.OrdinalIgnoreCase) || k.Equals(Names.Pascal(input.Name), StringComparison.OrdinalIgnoreCase));
            var value = given is null ? input.Default.ToNode() : session.Input(run, given);
            values[input.Name] = Values.Convert(value, input.TypeName, input.IsArray, input.Name)?.DeepClone();
        }

        run.Variables = values;
        session.Schedule(run, run.Node.Linked!);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        foreach (var output in run.Node.Definition!.Outputs) session.SetOutput(run, Names.Camel(output.Name), run.Variables!.GetValueOrDefault(output.Name));
        session.Complete(run, outcomes);
    }
}
