namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Ends the container it lies in.</summary>
internal sealed class EndNode : NodeBehavior
{
    public override bool IsTerminal => true;

    public override void Start(BurstSession session, ActivityRun run) => session.Complete(run);
}

/// <summary>Leaves the nearest loop after this turn; with no loop, every sequence around it ends.</summary>
internal sealed class BreakNode : NodeBehavior
{
    public override bool IsTerminal => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        for (var outer = run.Parent; outer is not null; outer = outer.Parent)
        {
            var behavior = session.BehaviorOf(outer.Node);
            if (behavior.IsLoop || behavior.PassesBreak) outer.Breaking = true;
            if (behavior.IsLoop) break;
        }

        session.Complete(run);
    }
}

/// <summary>Ends the nearest workflow (the instance, or a workflow used as activity) with outcomes.</summary>
internal sealed class CompleteNode : NodeBehavior
{
    public override bool IsTerminal => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        var given = session.Input(run, "outcomes");
        var workflow = run;
        while (!WorkflowNode.Is(workflow)) workflow = workflow.Parent!;
        workflow.Asked = given is null ? ["Done"] : [.. Values.Texts(given)];
        for (var outer = run.Parent; outer is not null && outer != workflow; outer = outer.Parent)
        {
            if (session.BehaviorOf(outer.Node).IsLoop) session.Cancel(outer);
        }

        session.Complete(run);
        session.Complete(workflow, workflow.Asked);
    }
}

/// <summary>Ends the whole instance at once.</summary>
internal sealed class FinishNode : NodeBehavior
{
    public override bool IsTerminal => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        session.Finish();
        session.Complete(run);
    }
}
