using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Functions of lists that call a function for each item (item, index, list). The list may change meanwhile.</summary>
internal static class ListFunctions
{
    public static Value Map(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var function = Globals.At(arguments, 0);
        var results = new List<Value>();
        for (var i = 0; i < self.List.Count; i++) results.Add(Call(run, function, self.List, i));
        Require(run, function);
        return run.NewList(results);
    }

    public static Value Filter(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var function = Globals.At(arguments, 0);
        var results = new List<Value>();
        for (var i = 0; i < self.List.Count; i++)
        {
            var item = self.List.Items[i];
            if (Call(run, function, self.List, i).IsTruthy) results.Add(item);
        }

        Require(run, function);
        return run.NewList(results);
    }

    public static Value ForEach(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var function = Globals.At(arguments, 0);
        for (var i = 0; i < self.List.Count; i++) Call(run, function, self.List, i);
        Require(run, function);
        return Value.Undefined;
    }

    public static Value FlatMap(Run run, Value self, ReadOnlySpan<Value> arguments)
    {
        var function = Globals.At(arguments, 0);
        var results = new List<Value>();
        for (var i = 0; i < self.List.Count; i++)
        {
            var result = Call(run, function, self.List, i);
            if (result.Kind != ValueKind.List)
            {
                results.Add(result);
                continue;
            }

            run.Charge(result.List.Count);
            results.AddRange(result.List.Items);
        }

        Require(run, function);
        return run.NewList(results);
    }

    /// <summary>The first position at which the function answers as wanted; -1 when there is none.</summary>
    public static int Find(Run run, ListValue list, ReadOnlySpan<Value> arguments, bool wanted)
    {
        var function = Globals.At(arguments, 0);
        Require(run, function);
        for (var i = 0; i < list.Count; i++)
        {
            if (Call(run, function, list, i).IsTruthy == wanted) return i;
        }

        return -1;
    }

    public static int FindLast(Run run, ListValue list, ReadOnlySpan<Value> arguments)
    {
        var function = Globals.At(arguments, 0);
        Require(run, function);
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (i < list.Count && Call(run, function, list, i).IsTruthy) return i;
        }

        return -1;
    }

    public static Value Reduce(Run run, ListValue list, ReadOnlySpan<Value> arguments, bool isFromRight)
    {
        var function = Globals.At(arguments, 0);
        Require(run, function);
        var left = list.Count;
        var hasStart = arguments.Length > 1;
        if (left == 0 && !hasStart) throw run.Fail("'reduce' of an empty list needs a value to start with.");
        var result = hasStart ? arguments[1] : list.Items[isFromRight ? --left : 0];
        for (var i = hasStart || isFromRight ? 0 : 1; i < left; i++)
        {
            var index = isFromRight ? left - 1 - i : i;
            run.Charge(1);
            result = run.Invoke(function, [result, ListMethods.ItemAt(list, index), index, list]);
        }

        return result;
    }

    private static Value Call(Run run, Value function, ListValue list, int index)
    {
        run.Charge(1);
        return run.Invoke(function, [list.Items[index], index, list]);
    }

    // An empty list calls nothing, and yet a missing function is a fault.
    private static void Require(Run run, Value function)
    {
        if (function.Kind != ValueKind.Function) throw run.Fail($"A function is needed here, not {function.Words}.");
    }
}
