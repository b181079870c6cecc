using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Does nothing and ends.</summary>
internal sealed class Nothing : Activity
{
    public override ActivityStep Start(ActivityContext context) => ActivityStep.Complete();
}

/// <summary>Writes a line of text.</summary>
internal sealed class WriteLineActivity : Activity
{
    public override ActivityStep Start(ActivityContext context) =>
        ActivityStep.Complete("Done", new WriteLine(context.Key("line"), context.Get("text", "")));
}

/// <summary>Faults on purpose.</summary>
internal sealed class Fault : Activity
{
    public override ActivityStep Start(ActivityContext context) => throw new FaultException(context.Text("message") ?? "");
}

/// <summary>True or False.</summary>
internal sealed class FlowDecision : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var holds = context.Get("condition", false);
        context.Outputs["result"] = holds;
        return ActivityStep.Complete(holds ? "True" : "False");
    }
}

/// <summary>Goes on along all its branches.</summary>
internal sealed class FlowFork : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var branches = Values.Texts(context.Inputs["branches"]);
        return ActivityStep.Complete(branches.Count > 0 ? branches : ["Done"]);
    }
}
