using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>A value known when the script is read.</summary>
internal sealed class ConstantNode(Position at, Value value) : Expression(at, 0)
{
    public Value Value => value;

    public override Value Evaluate(Run run) => value;
}

/// <summary>A template string: texts with expressions between them.</summary>
internal sealed class TemplateNode(Position at, string[] texts, Expression[] parts) : Expression(at, HeightOf(parts))
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        run.Charge(parts.Length);
        var pieces = new string[texts.Length + parts.Length];
        pieces[0] = texts[0];
        long length = texts[0].Length;
        for (var i = 0; i < parts.Length; i++)
        {
            var piece = run.ToText(parts[i].Evaluate(run));
            (pieces[(2 * i) + 1], pieces[(2 * i) + 2]) = (piece, texts[i + 1]);
            length += piece.Length + texts[i + 1].Length;
            run.At = At;
            run.CheckText(length);
        }

        return run.ChargeText(string.Concat(pieces));
    }
}

/// <summary><c>...list</c> among items or arguments.</summary>
internal sealed class SpreadNode(Position at, Expression inner) : Expression(at, inner.Height)
{
    public override Value Evaluate(Run run) => inner.Evaluate(run);
}

/// <summary><c>[a, b, ...c]</c>.</summary>
internal sealed class ListNode(Position at, Expression[] items) : Expression(at, HeightOf(items))
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        return run.NewList(EvaluateAll(run, items));
    }

    /// <summary>Values of items or arguments, spreads unfolded.</summary>
    public static List<Value> EvaluateAll(Run run, Expression[] items)
    {
        run.Charge(items.Length / 4);
        var values = new List<Value>(items.Length);
        foreach (var item in items)
        {
            var value = item.Evaluate(run);
            if (item is not SpreadNode)
            {
                values.Add(value);
                continue;
            }

            run.At = item.At;
            foreach (var inner in run.Iterate(value))
            {
                run.Charge(1);
                values.Add(inner);
            }
        }

        return values;
    }
}

/// <summary>A member of an object literal: a fixed or computed name, or a spread (neither).</summary>
internal readonly record struct MemberPart(string? Name, Expression? Computed, Expression Value);

/// <summary><c>{ a: 1, [b]: 2, ...c }</c>.</summary>
internal sealed class MapNode(Position at, MemberPart[] members)
    : Expression(at, HeightOf(members.SelectMany(m => new Node?[] { m.Computed, m.Value })))
{
    public override Value Evaluate(Run run)
    {
        Step(run);
        var map = run.NewMap();
        foreach (var member in members)
        {
            run.Charge(1);
            if (member.Name is not null) run.Set(map, member.Name, member.Value.Evaluate(run));
            else if (member.Computed is not null) run.Set(map, run.ToText(member.Computed.Evaluate(run)), member.Value.Evaluate(run));
            else CopyMembers(run, map, member.Value.Evaluate(run));
        }

        return map;
    }

    private static void CopyMembers(Run run, MapValue map, Value source)
    {
        foreach (var (name, value) in run.MembersOf(source))
        {
            run.Charge(1);
            run.Set(map, name, value);
        }
    }
}
