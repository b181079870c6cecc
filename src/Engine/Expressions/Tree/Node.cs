using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>A part of a script that has been read. Immutable; runs share it.</summary>
internal abstract class Node(Position at, int heightBelow)
{
    public Position At { get; } = at;

    /// <summary>Nodes from here to the deepest leaf: what a run may need of the machine's stack.</summary>
    public int Height { get; } = heightBelow + 1;

    public static int HeightOf(IEnumerable<Node?> nodes) => nodes.Max(n => n?.Height) ?? 0;

    public static int HeightOf(Node? a, Node? b = null, Node? c = null) =>
        Math.Max(Math.Max(a?.Height ?? 0, b?.Height ?? 0), c?.Height ?? 0);

    /// <summary>Pays one step and notes the place for messages.</summary>
    protected void Step(Run run)
    {
        run.At = At;
        run.Charge(1);
    }
}

internal abstract class Expression(Position at, int heightBelow) : Node(at, heightBelow)
{
    public abstract Value Evaluate(Run run);
}

/// <summary>How a statement ended.</summary>
internal enum Flow : byte
{
    Normal,
    Break,
    Continue,
    Return,
}

internal abstract class Statement(Position at, int heightBelow) : Node(at, heightBelow)
{
    public abstract Flow Execute(Run run);
}
