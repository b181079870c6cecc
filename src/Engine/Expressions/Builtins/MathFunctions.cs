using System.Collections.Frozen;
using ReviewFlow.Engine.Expressions.Tree;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary><c>Math</c>, without chance and without functions whose last digits differ between machines.</summary>
internal static class MathFunctions
{
    public static readonly FrozenDictionary<string, Value> Table = Globals.Table(
        ("PI", Math.PI),
        ("E", Math.E),
        ("abs", One(Math.Abs)),
        ("floor", One(Math.Floor)),
        ("ceil", One(Math.Ceiling)),
        ("trunc", One(Math.Truncate)),
        ("sqrt", One(Math.Sqrt)),
        ("round", One(Round)),
        ("sign", One(n => double.IsNaN(n) ? n : Math.Sign(n))),
        ("pow", Globals.Function((run, a) => Operations.Power(run.ToNumber(Globals.At(a, 0)), run.ToNumber(Globals.At(a, 1))))),
        ("min", Globals.Function((run, a) => Fold(run, a, double.PositiveInfinity, Math.Min))),
        ("max", Globals.Function((run, a) => Fold(run, a, double.NegativeInfinity, Math.Max))));

    private static Value One(Func<double, double> function) => Globals.Function((run, a) => function(run.ToNumber(Globals.At(a, 0))));

    // Halves go up, also below zero.
    private static double Round(double number)
    {
        var floor = Math.Floor(number);
        return number - floor >= 0.5 ? floor + 1 : floor;
    }

    private static Value Fold(Run run, ReadOnlySpan<Value> arguments, double start, Func<double, double, double> function)
    {
        var result = start;
        foreach (var argument in arguments) result = function(result, run.ToNumber(argument));
        return result;
    }
}
