using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary><c>a.b</c>, <c>a[b]</c>, <c>a?.b</c>. The key of a fixed member is a constant.</summary>
internal sealed class MemberNode(Position at, Expression holder, Expression key, bool isOptional)
    : Expression(at, HeightOf(holder, key))
{
    public Expression Holder => holder;

    public Expression Key => key;

    public bool IsOptional => isOptional;

    public override Value Evaluate(Run run)
    {
        Step(run);
        if (HostObject(run) is not null) return GetHost(run, run.ToText(key.Evaluate(run)));
        var value = holder.Evaluate(run);
        if (value.Kind == ValueKind.Nothing || (isOptional && value.IsNullish)) return Value.Nothing;
        var member = key.Evaluate(run);
        run.At = At;
        if (value.IsNullish) throw run.Fail($"{Named} cannot be read: what should hold it is {value.Words}.");
        return run.GetMember(value, member);
    }

    /// <summary>The member in messages. A computed name is data and not shown.</summary>
    public string Named => key is ConstantNode { Value: { IsText: true, Text.Length: < 200 } name } ? $"'{name.Text}'" : "A member";

    /// <summary>The name of the host object that holds the member; null when the holder is a value.</summary>
    public string? HostObject(Run run) =>
        holder is NameNode name && !name.IsDeclared(run) && run.Scope.IsObject(name.Name) ? name.Name : null;

    public Value GetHost(Run run, string member)
    {
        var name = ((NameNode)holder).Name;
        if (run.Host.TryGet(name, member, out var value)) return value;
        return run.Scope.TryGetMember(name, member, out var node) ? run.Host.Keep(name, member, JsonBorder.Read(node, run)) : Value.Undefined;
    }

    public void SetHost(Run run, string member, Value value)
    {
        var name = ((NameNode)holder).Name;
        run.Host.Flush(run);
        if (!run.Scope.TrySetMember(name, member, run.Write(value))) throw run.Fail($"{Named} of '{name}' cannot be set.");
        run.Host.Keep(name, member, value);
    }
}

/// <summary>The end of a chain with <c>?.</c> in it: cut short, it is undefined.</summary>
internal sealed class ChainNode(Position at, Expression inner) : Expression(at, inner.Height)
{
    public override Value Evaluate(Run run)
    {
        var value = inner.Evaluate(run);
        return value.Kind == ValueKind.Nothing ? Value.Undefined : value;
    }
}
