using System.Collections.Frozen;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Functions of <c>Object</c> and <c>Array</c>.</summary>
internal static class ObjectFunctions
{
    public static readonly FrozenDictionary<string, Value> Objects = Globals.Table(
        ("keys", Each((_, name, _) => name)),
        ("values", Each((_, _, value) => value)),
        ("entries", Each((run, name, value) => run.NewList([name, value]))),
        ("fromEntries", Globals.Function((run, a) => FromEntries(run, Globals.At(a, 0)))),
        ("assign", Globals.Function(Assign)));

    public static readonly FrozenDictionary<string, Value> Arrays = Globals.Table(
        ("isArray", Globals.Function((_, a) => Globals.At(a, 0).Kind == ValueKind.List)),
        ("of", Globals.Function((run, a) => run.NewList([.. a]))),
        ("from", Globals.Function((run, a) => From(run, Globals.At(a, 0), Globals.At(a, 1)))));

    private static Value Each(Func<Run, string, Value, Value> part) => Globals.Function((run, a) =>
    {
        var source = Globals.At(a, 0);
        if (source.IsNullish) throw run.Fail($"An object is needed here, not {source.Words}.");
        var items = new List<Value>();
        foreach (var (name, value) in run.MembersOf(source)) items.Add(part(run, name, value));
        return run.NewList(items);
    });

    private static Value FromEntries(Run run, Value entries)
    {
        var map = run.NewMap();
        foreach (var entry in run.Iterate(entries))
        {
            run.Charge(2);
            if (entry.Kind != ValueKind.List) throw run.Fail("'Object.fromEntries' needs a list of [name, value].");
            run.Set(map, run.ToText(run.GetMember(entry, 0)), run.GetMember(entry, 1));
        }

        return map;
    }

    private static Value Assign(Run run, ReadOnlySpan<Value> arguments)
    {
        var target = Globals.At(arguments, 0);
        if (target.Kind != ValueKind.Map) throw run.Fail($"An object is needed here, not {target.Words}.");
        for (var i = 1; i < arguments.Length; i++)
        {
            foreach (var (name, value) in run.MembersOf(arguments[i])) run.SetMember(target, name, value);
        }

        return target;
    }

    private static Value From(Run run, Value source, Value function)
    {
        var items = new List<Value>();
        if (source.Kind == ValueKind.Map)
        {
            var length = Math.Max(0, run.ToCount(source.Map.Get("length")));
            run.Charge(length);
            for (var i = 0; i < length; i++) items.Add(run.GetMember(source, (double)i));
        }
        else
        {
            foreach (var item in run.Iterate(source))
            {
                run.Charge(1);
                items.Add(item);
            }
        }

        if (function.Kind != ValueKind.Undefined)
        {
            for (var i = 0; i < items.Count; i++) items[i] = run.Invoke(function, [items[i], i]);
        }

        return run.NewList(items);
    }
}
