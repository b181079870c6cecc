using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>A function of a text, list, number or object.</summary>
internal delegate Value Method(Run run, Value self, ReadOnlySpan<Value> arguments);

/// <summary>Which functions a value has. They can be called, but are no members that could be read or replaced.</summary>
internal static class Methods
{
    private static readonly FrozenDictionary<string, Method> s_any = Table(
        ("toString", (run, self, _) => run.ToText(self)),
        ("hasOwnProperty", (run, self, a) => self.Kind == ValueKind.Map && self.Map.Members.ContainsKey(run.ToText(Globals.At(a, 0)))));

    public static bool TryFind(Value self, string name, [NotNullWhen(true)] out Method? method)
    {
        var table = self.Kind switch
        {
            ValueKind.Text => TextMethods.Table,
            ValueKind.List => ListMethods.Table,
            ValueKind.Number => NumberMethods.Table,
            _ => s_any,
        };
        return table.TryGetValue(name, out method) || (self.Kind != ValueKind.Function && s_any.TryGetValue(name, out method));
    }

    public static FrozenDictionary<string, Method> Table(params (string Name, Method Method)[] methods) =>
        methods.ToFrozenDictionary(m => m.Name, m => m.Method, StringComparer.Ordinal);

    /// <summary>A position counted from the end when negative, cut to 0..length.</summary>
    public static int Clamp(Run run, Value position, int length, int otherwise)
    {
        var index = run.ToCount(position, otherwise);
        return index < 0 ? Math.Max(length + index, 0) : Math.Min(index, length);
    }
}
