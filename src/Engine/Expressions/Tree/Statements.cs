using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>Statements with names of their own.</summary>
internal sealed class Block(Position at, Statement[] statements, Declared[] declared) : Statement(at, HeightOf(statements))
{
    public override Flow Execute(Run run)
    {
        Step(run);
        if (declared.Length == 0) return ExecuteAll(run);
        var around = run.Names;
        run.Names = run.NewNames(around, declared);
        var flow = ExecuteAll(run);
        run.Names = around;
        return flow;
    }

    private Flow ExecuteAll(Run run)
    {
        foreach (var statement in statements)
        {
            run.Charge(1);
            var flow = statement.Execute(run);
            if (flow != Flow.Normal) return flow;
        }

        return Flow.Normal;
    }
}

/// <summary>An expression; the last one is the script's value.</summary>
internal sealed class ExpressionStatement(Expression expression) : Statement(expression.At, expression.Height)
{
    public override Flow Execute(Run run)
    {
        run.Last = expression.Evaluate(run);
        return Flow.Normal;
    }
}

/// <summary>A name with its value, of <c>const</c>, <c>let</c> or <c>var</c>.</summary>
internal readonly record struct Declaration(Pattern Pattern, Expression? Value, bool IsVar);

internal sealed class DeclarationStatement(Position at, Declaration[] declarations)
    : Statement(at, HeightOf(declarations.SelectMany(d => new Node?[] { d.Pattern, d.Value })))
{
    public override Flow Execute(Run run)
    {
        Step(run);
        foreach (var declaration in declarations)
        {
            run.Charge(1);
            // `var x;` leaves what x has.
            if (declaration is { IsVar: true, Value: null }) continue;
            declaration.Pattern.Bind(run, declaration.Value?.Evaluate(run) ?? Value.Undefined);
        }

        return Flow.Normal;
    }
}

internal sealed class IfStatement(Position at, Expression test, Statement then, Statement? otherwise)
    : Statement(at, HeightOf(test, then, otherwise))
{
    public override Flow Execute(Run run)
    {
        Step(run);
        if (test.Evaluate(run).IsTruthy) return then.Execute(run);
        return otherwise?.Execute(run) ?? Flow.Normal;
    }
}

internal sealed class ReturnStatement(Position at, Expression? value) : Statement(at, HeightOf(value))
{
    public override Flow Execute(Run run)
    {
        run.Returned = value?.Evaluate(run) ?? Value.Undefined;
        return Flow.Return;
    }
}

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class JumpStatement(Position at, Flow flow) : Statement(at, 0)
{
    public override Flow Execute(Run run) => flow;
}
