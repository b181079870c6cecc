using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>What a binary operator does with two values.</summary>
internal delegate Value Operation(Run run, Value left, Value right);

/// <summary>The binary operators that always look at both sides.</summary>
internal static class Operations
{
    public static Operation Of(string sign) => sign switch
    {
        "+" => Conversions.Add,
        "-" => (run, a, b) => run.ToNumber(a) - run.ToNumber(b),
        "*" => (run, a, b) => run.ToNumber(a) * run.ToNumber(b),
        "/" => (run, a, b) => run.ToNumber(a) / run.ToNumber(b),
        "%" => (run, a, b) => run.ToNumber(a) % run.ToNumber(b),
        "**" => (run, a, b) => Power(run.ToNumber(a), run.ToNumber(b)),
        "==" => (run, a, b) => run.LooseEquals(a, b),
        "!=" => (run, a, b) => !run.LooseEquals(a, b),
        "===" => (run, a, b) => run.StrictEquals(a, b),
        "!==" => (run, a, b) => !run.StrictEquals(a, b),
        "<" => (run, a, b) => run.Compare(a, b) < 0,
        ">" => (run, a, b) => run.Compare(a, b) > 0,
        "<=" => (run, a, b) => run.Compare(a, b) <= 0,
        ">=" => (run, a, b) => run.Compare(a, b) >= 0,
        "in" => (run, a, b) => run.HasMember(b, a),
        _ => Bits(sign),
    };

    /// <summary>As in JavaScript, where 1 to an unlimited power is no number.</summary>
    public static double Power(double a, double b) => Math.Abs(a) == 1 && double.IsInfinity(b) ? double.NaN : b == 0 ? 1 : double.IsNaN(b) ? double.NaN : Math.Pow(a, b);

    private static Operation Bits(string sign) => sign switch
    {
        "&" => (run, a, b) => (double)(Int(run, a) & Int(run, b)),
        "|" => (run, a, b) => (double)(Int(run, a) | Int(run, b)),
        "^" => (run, a, b) => (double)(Int(run, a) ^ Int(run, b)),
        "<<" => (run, a, b) => (double)(Int(run, a) << (Int(run, b) & 31)),
        ">>" => (run, a, b) => (double)(Int(run, a) >> (Int(run, b) & 31)),
        _ => (run, a, b) => (double)((uint)Int(run, a) >> (Int(run, b) & 31)),
    };

    private static int Int(Run run, Value value) => NumberText.ToInt32(run.ToNumber(value));
}

/// <summary><c>a + b</c> and its kin.</summary>
internal sealed class BinaryNode(Position at, string sign, Expression left, Expression right) : Expression(at, HeightOf(left, right))
{
    private readonly Operation _operation = Operations.Of(sign);

    public override Value Evaluate(Run run)
    {
        var a = left.Evaluate(run);
        var b = right.Evaluate(run);
        Step(run);
        return _operation(run, a, b);
    }
}

/// <summary><c>&amp;&amp;</c>, <c>||</c> and <c>??</c>, which may leave their right side alone.</summary>
internal sealed class LogicNode(Position at, string sign, Expression left, Expression right) : Expression(at, HeightOf(left, right))
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        var value = left.Evaluate(run);
        return IsDecided(sign, value) ? value : right.Evaluate(run);
    }

    /// <summary>Whether the left side is the answer.</summary>
    public static bool IsDecided(string sign, Value left) => sign[0] switch
    {
        '&' => !left.IsTruthy,
        '|' => left.IsTruthy,
        _ => !left.IsNullish,
    };
}

/// <summary><c>a ? b : c</c>.</summary>
internal sealed class ChoiceNode(Position at, Expression test, Expression then, Expression otherwise)
    : Expression(at, HeightOf(test, then, otherwise))
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        return test.Evaluate(run).IsTruthy ? then.Evaluate(run) : otherwise.Evaluate(run);
    }
}

/// <summary><c>-a</c>, <c>!a</c>, <c>typeof a</c> and the like.</summary>
internal sealed class UnaryNode(Position at, string sign, Expression inner) : Expression(at, inner.Height)
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        if (sign == "typeof" && inner is NameNode name) return name.EvaluateOrUndefined(run).TypeName;
        var value = inner.Evaluate(run);
        return sign switch
        {
            "-" => -run.ToNumber(value),
            "+" => run.ToNumber(value),
            "!" => !value.IsTruthy,
            "~" => (double)~NumberText.ToInt32(run.ToNumber(value)),
            "typeof" => value.TypeName,
            "void" => Value.Undefined,
            _ => value,
        };
    }
}

/// <summary><c>a = b</c>, <c>a += b</c>, <c>a ??= b</c>.</summary>
internal sealed class AssignNode(Position at, string sign, Target target, Expression value) : Expression(at, HeightOf(target, value))
{
    private readonly Operation? _operation = sign is "=" or "&&=" or "||=" or "??=" ? null : Operations.Of(sign[..^1]);

    public override Value Evaluate(Run run)
    {
        Step(run);
        var place = target.Locate(run);
        if (sign == "=") return target.Set(run, place, value.Evaluate(run));
        var current = target.Get(run, place);
        if (_operation is not null)
        {
            var right = value.Evaluate(run);
            run.At = At;
            return target.Set(run, place, _operation(run, current, right));
        }

        return LogicNode.IsDecided(sign, current) ? current : target.Set(run, place, value.Evaluate(run));
    }
}

/// <summary><c>a++</c>, <c>--a</c>.</summary>
internal sealed class StepNode(Position at, Target target, double by, bool isPrefix) : Expression(at, target.Height)
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        var place = target.Locate(run);
        var before = run.ToNumber(target.Get(run, place));
        target.Set(run, place, before + by);
        return isPrefix ? before + by : before;
    }
}
