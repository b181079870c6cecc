using System.Globalization;

namespace ReviewFlow.Engine.Expressions.Values;

/// <summary>Reading and writing members, and going through things. Nothing is inherited from anywhere.</summary>
internal static class Members
{
    public static Value GetMember(this Run run, Value target, Value key)
    {
        switch (target.Kind)
        {
            case ValueKind.List:
                if (TryIndex(key, out var index)) return index < target.List.Count ? target.List.Items[index] : Value.Undefined;
                return key is { IsText: true, Text: "length" } ? target.List.Count : Value.Undefined;
            case ValueKind.Text:
                if (TryIndex(key, out index)) return index < target.Text.Length ? target.Text[index].ToString() : Value.Undefined;
                return key is { IsText: true, Text: "length" } ? target.Text.Length : Value.Undefined;
            case ValueKind.Map:
                var name = run.ToText(key);
                run.ChargeRead(name.Length);
                return target.Map.Get(name);
            case ValueKind.Undefined or ValueKind.Null:
                throw run.Fail($"A member cannot be read: what should hold it is {target.Words}.");
            default: return Value.Undefined;
        }
    }

    public static void SetMember(this Run run, Value target, Value key, Value value)
    {
        run.Host.Changed();
        switch (target.Kind)
        {
            case ValueKind.Map:
                run.Set(target.Map, run.ToText(key), value);
                break;
            case ValueKind.List when TryIndex(key, out var index):
                Resize(run, target.List.Items, Math.Max(target.List.Count, index + 1));
                target.List.Items[index] = value;
                break;
            case ValueKind.List when key is { IsText: true, Text: "length" } && TryIndex(value, out var length):
                Resize(run, target.List.Items, length);
                break;
            default: throw run.Fail($"This member cannot be set on {target.Words}.");
        }
    }

    public static bool HasMember(this Run run, Value target, Value key)
    {
        if (target.Kind == ValueKind.List) return TryIndex(key, out var index) && index < target.List.Count;
        return target.Kind == ValueKind.Map ? target.Map.Members.ContainsKey(run.ToText(key)) : throw run.Fail($"'in' needs an object on its right, not {target.Words}.");
    }

    /// <summary>The items of a list, or the characters of a text.</summary>
    public static IEnumerable<Value> Iterate(this Run run, Value value) => value.Kind switch
    {
        ValueKind.List => IterateList(value.List),
        ValueKind.Text => value.Text.EnumerateRunes().Select(r => (Value)r.ToString()),
        _ => throw run.Fail($"A list is needed here, not {value.Words}."),
    };

    /// <summary>Names and values of what an object, list or text holds.</summary>
    public static List<KeyValuePair<string, Value>> MembersOf(this Run run, Value value) => value.Kind switch
    {
        ValueKind.Map => Copied(run, value.Map),
        ValueKind.List or ValueKind.Text => Numbered(run, value),
        _ => [],
    };

    private static List<KeyValuePair<string, Value>> Copied(Run run, MapValue map)
    {
        run.Charge(map.Members.Count);
        return [.. map.Members];
    }

    private static List<KeyValuePair<string, Value>> Numbered(Run run, Value value)
    {
        var count = value.IsText ? value.Text.Length : value.List.Count;
        run.Charge(count);
        var members = new List<KeyValuePair<string, Value>>(count);
        for (var i = 0; i < count; i++) members.Add(new(i.ToString(CultureInfo.InvariantCulture), run.GetMember(value, i)));
        return members;
    }

    // The list may grow or shrink while it is gone through.
    private static IEnumerable<Value> IterateList(ListValue list)
    {
        for (var i = 0; i < list.Count; i++) yield return list.Items[i];
    }

    private static void Resize(Run run, List<Value> items, int length)
    {
        if (length < items.Count)
        {
            items.RemoveRange(length, items.Count - length);
            return;
        }

        run.Charge(length - items.Count);
        while (items.Count < length) items.Add(Value.Undefined);
    }

    private static bool TryIndex(Value key, out int index)
    {
        index = 0;
        if (key.IsText) return key.Text is { Length: > 0 and < 10 } text && (text == "0" || text[0] != '0') && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
        if (!key.IsNumber || key.Number != Math.Truncate(key.Number) || key.Number is < 0 or > int.MaxValue - 1) return false;
        index = (int)key.Number;
        return true;
    }
}
