using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>A stable sort that ends whatever the comparing function answers.</summary>
internal static class ListSort
{
    public static Value InPlace(Run run, Value self, Value function)
    {
        if (function.Kind is not (ValueKind.Undefined or ValueKind.Function)) throw run.Fail($"'sort' needs a function, not {function.Words}.");
        run.Host.Changed();
        Value[] items = [.. self.List.Items];
        run.Charge(items.Length);
        if (function.Kind == ValueKind.Undefined) SortAsText(run, items);
        else Sort(items, (a, b) => IsBefore(run, function, a, b));
        self.List.Items.Clear();
        self.List.Items.AddRange(items);
        return self;
    }

    // Items are compared as texts, made once; undefined goes last.
    private static void SortAsText(Run run, Value[] items)
    {
        var keyed = new (Value Item, string? Text)[items.Length];
        for (var i = 0; i < items.Length; i++) keyed[i] = (items[i], items[i].Kind == ValueKind.Undefined ? null : run.ToText(items[i]));
        Sort(keyed, (a, b) =>
        {
            run.Charge(1);
            if (a.Text is null || b.Text is null) return a.Text is not null && b.Text is null;
            return run.CompareText(a.Text, b.Text) < 0;
        });
        for (var i = 0; i < items.Length; i++) items[i] = keyed[i].Item;
    }

    private static bool IsBefore(Run run, Value function, Value a, Value b)
    {
        run.Charge(1);
        if (a.Kind == ValueKind.Undefined || b.Kind == ValueKind.Undefined) return a.Kind != ValueKind.Undefined;
        return run.ToNumber(run.Invoke(function, [a, b])) < 0;
    }

    private static void Sort<T>(T[] items, Func<T, T, bool> isBefore)
    {
        var from = items;
        var into = new T[items.Length];
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var start = 0; start < items.Length; start += 2 * width) Merge(from, into, start, width, isBefore);
            (from, into) = (into, from);
        }

        if (!ReferenceEquals(from, items)) from.CopyTo(items, 0);
    }

    private static void Merge<T>(T[] from, T[] into, int start, int width, Func<T, T, bool> isBefore)
    {
        var middle = Math.Min(start + width, from.Length);
        var end = Math.Min(start + (2 * width), from.Length);
        var (left, right) = (start, middle);
        for (var i = start; i < end; i++)
        {
            // The right one only when it is really before: equal items keep their order.
            var takeRight = left >= middle || (right < end && isBefore(from[right], from[left]));
            into[i] = takeRight ? from[right++] : from[left++];
        }
    }
}
