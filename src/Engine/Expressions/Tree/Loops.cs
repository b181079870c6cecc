using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

internal sealed class WhileStatement(Position at, Expression test, Statement body) : Statement(at, HeightOf(test, body))
{
    public override Flow Execute(Run run)
    {
        while (true)
        {
            Step(run);
            if (!test.Evaluate(run).IsTruthy) return Flow.Normal;
            var flow = body.Execute(run);
            if (flow == Flow.Return) return flow;
            if (flow == Flow.Break) return Flow.Normal;
        }
    }
}

/// <summary><c>for (let i = 0; i &lt; n; i++)</c>; every turn has names of its own.</summary>
internal sealed class ForStatement(Position at, Statement? start, Expression? test, Expression? next, Statement body, Declared[] declared)
    : Statement(at, Math.Max(HeightOf(start, test, next), body.Height))
{
    public override Flow Execute(Run run)
    {
        var around = run.Names;
        if (declared.Length > 0) run.Names = run.NewNames(around, declared);
        start?.Execute(run);
        var flow = Turns(run);
        run.Names = around;
        return flow;
    }

    private Flow Turns(Run run)
    {
        while (true)
        {
            Step(run);
            if (test is not null && !test.Evaluate(run).IsTruthy) return Flow.Normal;
            var flow = body.Execute(run);
            if (flow == Flow.Return) return flow;
            if (flow == Flow.Break) return Flow.Normal;
            if (declared.Length > 0) run.Names = run.CopyNames();
            next?.Evaluate(run);
        }
    }
}

/// <summary><c>for (const a of list)</c>.</summary>
internal sealed class ForOfStatement(Position at, Pattern pattern, Expression list, Statement body, Declared[] declared)
    : Statement(at, HeightOf(pattern, list, body))
{
    public override Flow Execute(Run run)
    {
        Step(run);
        var around = run.Names;
        if (declared.Length > 0) run.Names = run.NewNames(around, declared);
        var values = list.Evaluate(run);
        run.At = At;
        foreach (var value in run.Iterate(values))
        {
            Step(run);
            if (declared.Length > 0) run.Names = run.NewNames(around, declared);
            pattern.Bind(run, value);
            var flow = body.Execute(run);
            if (flow is Flow.Normal or Flow.Continue) continue;
            run.Names = around;
            return flow == Flow.Return ? flow : Flow.Normal;
        }

        run.Names = around;
        return Flow.Normal;
    }
}
