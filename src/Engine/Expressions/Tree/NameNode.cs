using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Tree;

/// <summary>A name: one declared in the script, or one of the scope.</summary>
internal sealed class NameNode(Position at, string name) : Expression(at, 0)
{
    private const int Unknown = 0;
    private const int Outside = -1;

    // Blocks are entered the same way in every run, so the place found first holds for all runs: (levels out, slot) + 1.
    private int _place;

    public string Name => name;

    public override Value Evaluate(Run run)
    {
        Step(run);
        if (TryGetSlot(run, out var slot)) return slot.Kind == ValueKind.Nothing ? throw run.Fail($"'{name}' is used before it has a value.") : slot;
        return TryGetHost(run, out var value) ? value : throw run.Fail($"'{name}' is not known here.");
    }

    /// <summary>The value, or undefined when nobody knows the name.</summary>
    public Value EvaluateOrUndefined(Run run) =>
        IsDeclared(run) ? Evaluate(run) : TryGetHost(run, out var value) ? value : Value.Undefined;

    public bool IsDeclared(Run run) => TryGetSlot(run, out _);

    public void Declare(Run run, Value value) => Find(run, out var names, out var slot)[slot] = names is null ? Value.Undefined : value;

    public void Assign(Run run, Value value)
    {
        run.At = At;
        if (IsDeclared(run))
        {
            var slots = Find(run, out var names, out var slot);
            if (slots[slot].Kind == ValueKind.Nothing) throw run.Fail($"'{name}' is used before it has a value.");
            if (names!.Declared[slot].As == DeclaredAs.Const) throw run.Fail($"'{name}' is a const and cannot be changed.");
            slots[slot] = value;
            return;
        }

        run.Host.Flush(run);
        if (!run.Scope.TrySet(name, run.Write(value))) throw run.Fail($"'{name}' is not declared; write 'let {name}' first.");
    }

    private bool TryGetHost(Run run, out Value value)
    {
        if (run.Host.TryGet(name, null, out value)) return true;
        if (!run.Scope.TryGet(name, out var node)) return false;
        value = run.Host.Keep(name, null, JsonBorder.Read(node, run));
        return true;
    }

    private bool TryGetSlot(Run run, out Value value)
    {
        if (_place == Unknown) _place = Locate(run.Names);
        if (_place == Outside)
        {
            value = Value.Undefined;
            return false;
        }

        value = Find(run, out _, out var slot)[slot];
        return true;
    }

    private Value[] Find(Run run, out Names? names, out int slot)
    {
        if (_place == Unknown) _place = Locate(run.Names);
        slot = (_place - 1) & 0xFFFF;
        names = run.Names;
        for (var out_ = (_place - 1) >> 16; out_ > 0; out_--) names = names!.Around;
        return names!.Slots;
    }

    private int Locate(Names? names)
    {
        for (var level = 0; names is not null; names = names.Around, level++)
        {
            var slot = Array.FindIndex(names.Declared, d => d.Name == name);
            if (slot >= 0) return ((level << 16) | slot) + 1;
        }

        return Outside;
    }
}
