using System.Collections.Frozen;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Functions of lists that take no function.</summary>
internal static class ListMethods
{
    public static readonly FrozenDictionary<string, Method> Table = Methods.Table(
        ("map", ListFunctions.Map),
        ("filter", ListFunctions.Filter),
        ("some", (run, self, a) => ListFunctions.Find(run, self.List, a, wanted: true) >= 0),
        ("every", (run, self, a) => ListFunctions.Find(run, self.List, a, wanted: false) < 0),
        ("find", (run, self, a) => ListFunctions.Find(run, self.List, a, wanted: true) is >= 0 and var i ? ItemAt(self.List, i) : Value.Undefined),
        ("findIndex", (run, self, a) => ListFunctions.Find(run, self.List, a, wanted: true)),
        ("findLast", (run, self, a) => ListFunctions.FindLast(run, self.List, a) is >= 0 and var i ? ItemAt(self.List, i) : Value.Undefined),
        ("findLastIndex", (run, self, a) => ListFunctions.FindLast(run, self.List, a)),
        ("forEach", ListFunctions.ForEach),
        ("reduce", (run, self, a) => ListFunctions.Reduce(run, self.List, a, isFromRight: false)),
        ("reduceRight", (run, self, a) => ListFunctions.Reduce(run, self.List, a, isFromRight: true)),
        ("flatMap", ListFunctions.FlatMap),
        ("sort", (run, self, a) => ListSort.InPlace(run, self, Globals.At(a, 0))),
        ("toSorted", (run, self, a) => ListSort.InPlace(run, run.NewList([.. self.List.Items]), Globals.At(a, 0))),
        ("includes", (run, self, a) => Search(run, self.List, a, isNaNEqual: true) >= 0),
        ("indexOf", (run, self, a) => Search(run, self.List, a, isNaNEqual: false)),
        ("lastIndexOf", LastIndexOf),
        ("join", (run, self, a) => run.Join(self.List, Globals.At(a, 0).Kind == ValueKind.Undefined ? "," : run.ToText(a[0]))),
        ("slice", Slice),
        ("concat", Concat),
        ("flat", Flat),
        ("reverse", (run, self, _) => Reverse(run, self)),
        ("toReversed", (run, self, _) => Reverse(run, run.NewList([.. self.List.Items]))),
        ("at", (run, self, a) => run.ToCount(Globals.At(a, 0)) is var i ? ItemAt(self.List, i < 0 ? i + self.List.Count : i) : Value.Undefined),
        ("keys", (run, self, _) => run.NewList([.. Enumerable.Range(0, self.List.Count).Select(i => (Value)i)])),
        ("push", (run, self, a) => Insert(run, self.List, self.List.Count, a)),
        ("unshift", (run, self, a) => Insert(run, self.List, 0, a)),
        ("pop", (run, self, _) => Remove(run, self.List, self.List.Count - 1)),
        ("shift", (run, self, _) => Remove(run, self.List, 0)),
        ("splice", Splice));

    public static Value ItemAt(ListValue list, int index) => index >= 0 && index < list.Count ? list.Items[index] : Value.Undefined;

    private static double Search(Run run, ListValue list, ReadOnlySpan<Value> arguments, bool isNaNEqual)
    {
        var wanted = Globals.At(arguments, 0);
        for (var i = Methods.Clamp(run, Globals.At(arguments, 1), list.Count, 0); i < list.Count; i++)
        {
            run.Charge(1);
            var item = list.Items[i];
            if (run.StrictEquals(item, wanted) || (isNaNEqual && item.IsNumber && wanted.IsNumber && double.IsNaN(item.Number) && double.IsNaN(wanted.Number))) return i;
        }

        return -1;
    }

    private static Value LastIndexOf(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var last = arguments.Length > 1 ? run.ToCount(arguments[1]) : self.List.Count - 1;
        for (var i = Math.Min(last < 0 ? last + self.List.Count : last, self.List.Count - 1); i >= 0; i--)
        {
            run.Charge(1);
            if (run.StrictEquals(self.List.Items[i], Globals.At(arguments, 0))) return i;
        }

        return -1;
    }

    private static Value Slice(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var items = self.List.Items;
        var from = Methods.Clamp(run, Globals.At(arguments, 0), items.Count, 0);
        var to = Methods.Clamp(run, Globals.At(arguments, 1), items.Count, items.Count);
        return run.NewList(from < to ? items[from..to] : []);
    }

    private static Value Concat(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        List<Value> items = [.. self.List.Items];
        foreach (var argument in arguments)
        {
            if (argument.Kind != ValueKind.List) items.Add(argument);
            else items.AddRange(argument.List.Items);
            run.Charge(items.Count / 8);
        }

        return run.NewList(items);
    }

    private static Value Flat(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var items = new List<Value>();
        Flatten(run, self.List, run.ToCount(Globals.At(arguments, 0), 1), items);
        return run.NewList(items);
    }

    private static void Flatten(Run run, ListValue list, int depth, List<Value> into)
    {
        using var deeper = run.Deeper();
        foreach (var item in list.Items)
        {
            run.Charge(1);
            if (item.Kind == ValueKind.List && depth > 0) Flatten(run, item.List, depth - 1, into);
            else into.Add(item);
        }
    }

    private static Value Reverse(Run run, Value self)
    {
        run.Host.Changed();
        run.Charge(self.List.Count / 8);
        self.List.Items.Reverse();
        return self;
    }

    private static Value Insert(Run run, ListValue list, int index, ReadOnlySpan<Value> values)
    {
        run.Host.Changed();
        run.Charge(values.Length + ((list.Count - index) / 8));
        list.Items.InsertRange(index, values);
        return list.Count;
    }

    private static Value Remove(Run run, ListValue list, int index)
    {
        if (list.Count == 0) return Value.Undefined;
        run.Host.Changed();
        run.Charge((list.Count - index) / 8);
        var item = list.Items[index];
        list.Items.RemoveAt(index);
        return item;
    }

    private static Value Splice(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var list = self.List;
        var from = Methods.Clamp(run, Globals.At(arguments, 0), list.Count, 0);
        var all = list.Count - from;
        var count = arguments.Length == 0 ? 0 : Math.Clamp(run.ToCount(Globals.At(arguments, 1), all), 0, all);
        if (arguments.Length == 1) count = all;
        var removed = run.NewList(list.Items.GetRange(from, count));
        run.Host.Changed();
        run.Charge(all / 8);
        list.Items.RemoveRange(from, count);
        if (arguments.Length > 2) Insert(run, list, from, arguments[2..]);
        return removed;
    }
}
