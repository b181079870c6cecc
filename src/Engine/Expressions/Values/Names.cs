namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>How a name was declared.</summary>
internal enum DeclaredAs : byte
{
    Const,
    Let,
    Var,
}

/// <summary>A name declared in a block.</summary>
internal readonly record struct Declared(string Name, DeclaredAs As);

/// <summary>The values of the names of one block, and the block around it.</summary>
internal sealed class Names
{
    public Names(Names? around, Declared[] declared)
    {
        Around = around;
        Declared = declared;
        Slots = new Value[declared.Length];
        for (var i = 0; i < declared.Length; i++)
        {
            if (declared[i].As != DeclaredAs.Var) Slots[i] = Value.Nothing;
        }
    }

    private Names(Names other)
    {
        Around = other.Around;
        Declared = other.Declared;
        Slots = [.. other.Slots];
    }

    public Names? Around { get; }

    public Declared[] Declared { get; }

    public Value[] Slots { get; }

    /// <summary>The same names for the next turn of a loop, so that a function made in one turn keeps its own.</summary>
    public Names Copy() => new(this);
}
