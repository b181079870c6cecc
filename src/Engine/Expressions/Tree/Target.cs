using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>The object and member that an assignment found, so that both are looked up once.</summary>
internal readonly record struct Place(Value Holder, Value Key);

/// <summary>What can be assigned to: a name or a member.</summary>
internal abstract class Target(Position at, int heightBelow) : Node(at, heightBelow)
{
    public abstract Place Locate(Run run);

    public abstract Value Get(Run run, Place place);

    public abstract Value Set(Run run, Place place, Value value);
}

internal sealed class NameTarget(NameNode name) : Target(name.At, name.Height)
{
    public override Place Locate(Run run) => default;

    public override Value Get(Run run, Place place) => name.Evaluate(run);

    public override Value Set(Run run, Place place, Value value)
    {
        name.Assign(run, value);
        return value;
    }
}

internal sealed class MemberTarget(MemberNode member) : Target(member.At, member.Height)
{
    public override Place Locate(Run run)
    {
        if (member.HostObject(run) is not null) return new Place(Value.Nothing, member.Key.Evaluate(run));
        return new Place(member.Holder.Evaluate(run), member.Key.Evaluate(run));
    }

    public override Value Get(Run run, Place place)
    {
        run.At = At;
        return place.Holder.Kind == ValueKind.Nothing ? member.GetHost(run, run.ToText(place.Key)) : run.GetMember(place.Holder, place.Key);
    }

    public override Value Set(Run run, Place place, Value value)
    {
        run.At = At;
        if (place.Holder.Kind == ValueKind.Nothing) member.SetHost(run, run.ToText(place.Key), value);
        else run.SetMember(place.Holder, place.Key, value);
        return value;
    }
}
