using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>What a declaration or parameter gives names to.</summary>
internal abstract class Pattern(Position at, int heightBelow) : Node(at, heightBelow)
{
    public abstract void Bind(Run run, Value value);
}

/// <summary>A plain name.</summary>
internal sealed class NamePattern(NameNode name) : Pattern(name.At, name.Height)
{
    public override void Bind(Run run, Value value) => name.Declare(run, value);
}

/// <summary><c>a = 1</c>: what to take when the value is undefined.</summary>
internal sealed class DefaultPattern(Pattern inner, Expression otherwise) : Pattern(inner.At, HeightOf(inner, otherwise))
{
    public override void Bind(Run run, Value value) =>
        inner.Bind(run, value.Kind == ValueKind.Undefined ? otherwise.Evaluate(run) : value);
}

/// <summary><c>[a, , b]</c>; the last may be <c>...rest</c>.</summary>
internal sealed class ListPattern(Position at, Pattern?[] items, Pattern? rest) : Pattern(at, Math.Max(HeightOf(items), HeightOf(rest)))
{
    public override void Bind(Run run, Value value)
    {
        Step(run);
        run.Charge(items.Length);
        var values = new List<Value>();
        foreach (var item in run.Iterate(value))
        {
            run.Charge(1);
            values.Add(item);
            if (rest is null && values.Count >= items.Length) break;
        }

        for (var i = 0; i < items.Length; i++) items[i]?.Bind(run, i < values.Count ? values[i] : Value.Undefined);
        rest?.Bind(run, run.NewList(values.Count > items.Length ? values[items.Length..] : []));
    }
}

/// <summary>A member that an object pattern takes.</summary>
internal readonly record struct PatternMember(string Name, Pattern Pattern);

/// <summary><c>{ a, b: c, ...rest }</c>.</summary>
internal sealed class MapPattern(Position at, PatternMember[] members, Pattern? rest)
    : Pattern(at, Math.Max(HeightOf(members.Select(m => m.Pattern)), HeightOf(rest)))
{
    public override void Bind(Run run, Value value)
    {
        Step(run);
        if (value.IsNullish) throw run.Fail($"Members cannot be taken from {value.Words}.");
        foreach (var member in members)
        {
            run.Charge(1);
            member.Pattern.Bind(run, run.GetMember(value, member.Name));
        }

        if (rest is null) return;
        var others = run.NewMap();
        foreach (var (name, other) in run.MembersOf(value))
        {
            run.Charge(1 + members.Length);
            if (!Array.Exists(members, m => m.Name == name)) run.Set(others, name, other);
        }

        rest.Bind(run, others);
    }
}
