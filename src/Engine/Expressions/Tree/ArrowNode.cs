using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary><c>(a, b) => ...</c>. The body is an expression or a block.</summary>
internal sealed class ArrowNode(Position at, Pattern[] parameters, bool hasRest, Declared[] declared, Expression? expression, Block? block)
    : Expression(at, Math.Max(HeightOf(expression, block), HeightOf(parameters)))
{
    /// <summary>Parameters and <c>var</c> names.</summary>
    public Declared[] Declared => declared;

    public override Value Evaluate(Run run)
    {
        Step(run);
        return new FunctionValue(this, run.Names);
    }

    /// <summary>Runs the body; the names of this call are already there.</summary>
    public Value Call(Run run, ReadOnlySpan<Value> arguments)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var isRest = hasRest && i == parameters.Length - 1;
            parameters[i].Bind(run, isRest ? Rest(run, arguments, i) : i < arguments.Length ? arguments[i] : Value.Undefined);
        }

        if (expression is not null) return expression.Evaluate(run);
        return block!.Execute(run) == Flow.Return ? run.Returned : Value.Undefined;
    }

    private static Value Rest(Run run, ReadOnlySpan<Value> arguments, int from) =>
        run.NewList(from < arguments.Length ? [.. arguments[from..]] : []);
}
