using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions.Syntax;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions;

/// <summary>One run of a script: its fuel, its names and its way to the scope.</summary>
internal sealed class Run(ScriptScope scope, ScriptLimits limits)
{
    // Frames of the machine's stack that functions inside functions may take together.
    private const int MaxNesting = 1024;

    // One step pays for this many characters that are made or compared.
    private const int CharactersPerStep = 64;

    private int _depth;
    private int _nesting;

    public ScriptScope Scope { get; } = scope;

    public ScriptLimits Limits { get; } = limits;

    /// <summary>Values read from the scope, so that a change inside one of them can be written back.</summary>
    public HostValues Host { get; } = new();

    public Names? Names { get; set; }

    public Value Returned { get; set; }

    /// <summary>Value of the last expression statement.</summary>
    public Value Last { get; set; }

    /// <summary>Where the script is, for messages of built-in functions.</summary>
    public Position At { get; set; }

    public int Steps { get; private set; }

    public void Charge(long steps)
    {
        if (steps < 0 || Steps + steps > Limits.MaxSteps) throw OutOfFuel();
        Steps += (int)steps;
    }

    /// <summary>Pays for looking at so many characters.</summary>
    public void ChargeRead(long characters) => Charge(characters / CharactersPerStep);

    /// <summary>Pays for a search, whose worst case is the product of both lengths.</summary>
    public void ChargeSearch(int length, int wanted) => Charge((length / CharactersPerStep) + ((long)length * wanted / 4096));

    /// <summary>Pays for a new text.</summary>
    public string ChargeText(string text)
    {
        CheckText(text.Length);
        Charge(1 + (text.Length / CharactersPerStep));
        return text;
    }

    /// <summary>Refuses a text of that length before it is made.</summary>
    public void CheckText(long length)
    {
        if (length > Limits.MaxText) throw Fail($"A text would be longer than {Limits.MaxText} characters.");
    }

    public Value NewList(List<Value> items)
    {
        Charge(2 + items.Count);
        return new ListValue(items);
    }

    public MapValue NewMap()
    {
        Charge(4);
        return new MapValue();
    }

    /// <summary>Names of a block that is entered; a block with many costs more.</summary>
    public Names NewNames(Names? around, Declared[] declared)
    {
        Charge(declared.Length / 4);
        return new Names(around, declared);
    }

    /// <summary>The names of this block once more, for the next turn of a loop.</summary>
    public Names CopyNames()
    {
        Charge(Names!.Slots.Length / 4);
        return Names.Copy();
    }

    public void Set(MapValue map, string name, Value value)
    {
        ChargeRead(name.Length);
        if (map.Members.Count >= Limits.MaxSteps) throw OutOfFuel();
        map.Members[name] = value;
    }

    public Value Invoke(Value function, ReadOnlySpan<Value> arguments)
    {
        if (function.Kind != ValueKind.Function) throw Fail($"A function is needed here, not {function.Words}.");
        Charge(1);
        if (function.Function.Builtin is { } builtin) return builtin(this, arguments);
        var arrow = function.Function.Arrow!;
        _nesting += arrow.Height + 4;
        if (_nesting > MaxNesting) throw TooDeep();
        using var deeper = Deeper();
        var (names, last) = (Names, Last);
        Names = NewNames(function.Function.Names, arrow.Declared);
        var result = arrow.Call(this, arguments);
        (Names, Last) = (names, last);
        _nesting -= arrow.Height + 4;
        return result;
    }

    /// <summary>Stops a run on a thread whose stack is too small for what the limits allow.</summary>
    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
    }

    /// <summary>Counts one level until disposed.</summary>
    public Level Deeper()
    {
        if (++_depth > Limits.MaxDepth) throw Fail($"Functions or values are nested more than {Limits.MaxDepth} levels deep.");
        return new Level(this);
    }

    public ScriptException Fail(string message) => new(message, At.Line, At.Column);

    public JsonNode? Write(Value value) => new JsonWriter(this).Write(value);

    private ScriptException TooDeep() => Fail("Functions call each other too deeply.");

    private ScriptException OutOfFuel() =>
        Fail($"The script takes more than {Limits.MaxSteps} steps. A loop that does not end or very long data is the usual cause.");

    internal readonly struct Level(Run run) : IDisposable
    {
        public void Dispose() => run._depth--;
    }
}
