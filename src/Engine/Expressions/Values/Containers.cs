using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions.Tree;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>A list. One that came as JSON is read, and paid for, when it is first used.</summary>
internal sealed class ListValue
{
    private readonly Run? _run;
    private JsonArray? _source;
    private List<Value>? _items;

    public ListValue(List<Value> items) => _items = items;

    public ListValue(JsonArray source, Run run)
    {
        _source = source;
        _run = run;
    }

    /// <summary>The JSON it came as, as long as nothing has looked inside.</summary>
    public JsonArray? Untouched => _source;

    public List<Value> Items => _items ?? Read();

    public int Count => _items?.Count ?? _source!.Count;

    private List<Value> Read()
    {
        _run!.Charge(_source!.Count / JsonBorder.ItemsPerStep);
        var items = new List<Value>(_source.Count);
        foreach (var node in _source) items.Add(JsonBorder.Read(node, _run));
        _source = null;
        return _items = items;
    }
}

/// <summary>An object: named members in the order in which they were set, and nothing inherited.</summary>
internal sealed class MapValue
{
    private readonly Run? _run;
    private JsonObject? _source;
    private OrderedDictionary<string, Value>? _members;

    public MapValue() => _members = new(StringComparer.Ordinal);

    public MapValue(JsonObject source, Run run)
    {
        _source = source;
        _run = run;
    }

    /// <summary>The JSON it came as, as long as nothing has looked inside.</summary>
    public JsonObject? Untouched => _source;

    public OrderedDictionary<string, Value> Members => _members ?? Read();

    public Value Get(string name) => Members.TryGetValue(name, out var value) ? value : Value.Undefined;

    private OrderedDictionary<string, Value> Read()
    {
        var source = JsonBorder.Opened(_source!, _run!);
        _run!.Charge(source.Count / JsonBorder.ItemsPerStep);
        var members = new OrderedDictionary<string, Value>(source.Count, StringComparer.Ordinal);
        foreach (var (name, node) in source) members[name] = JsonBorder.Read(node, _run);
        _source = null;
        return _members = members;
    }
}

/// <summary>What a built-in function does.</summary>
internal delegate Value Builtin(Run run, ReadOnlySpan<Value> arguments);

/// <summary>A function of the language, or an arrow function with the names it can see.</summary>
internal sealed class FunctionValue
{
    public FunctionValue(Builtin builtin) => Builtin = builtin;

    public FunctionValue(ArrowNode arrow, Names? names)
    {
        Arrow = arrow;
        Names = names;
    }

    public Builtin? Builtin { get; }

    public ArrowNode? Arrow { get; }

    public Names? Names { get; }
}
