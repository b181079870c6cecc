using System.Text;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary>Searching in texts. Each search pays for its worst case, so that no choice of text and part can stall.</summary>
internal static class TextSearch
{
    public static int IndexOf(Run run, string text, string wanted, int from)
    {
        run.ChargeSearch(text.Length - from, wanted.Length);
        return text.IndexOf(wanted, from, StringComparison.Ordinal);
    }

    public static double LastIndexOf(Run run, string text, string wanted, Value fromGiven)
    {
        var from = run.ToNumber(fromGiven);
        var last = double.IsNaN(from) ? text.Length : (int)Math.Clamp(from, 0, text.Length);
        run.ChargeSearch(text.Length, wanted.Length);
        return text.AsSpan(0, (int)Math.Min(text.Length, (long)last + wanted.Length)).LastIndexOf(wanted, StringComparison.Ordinal);
    }

    public static Value Split(Run run, string text, Value separatorGiven, Value limitGiven)
    {
        var limit = run.ToCount(limitGiven, int.MaxValue);
        var parts = new List<Value>();
        if (limit == 0) return run.NewList(parts);
        if (separatorGiven.Kind == ValueKind.Undefined) return run.NewList([text]);
        var separator = run.ToText(separatorGiven);
        if (separator.Length == 0)
        {
            var count = Math.Min(text.Length, (uint)limit);
            run.Charge(count);
            for (var i = 0; i < count; i++) parts.Add(text[i].ToString());
            return run.NewList(parts);
        }

        run.ChargeSearch(text.Length, separator.Length);
        for (var from = 0; parts.Count < (uint)limit;)
        {
            var end = text.IndexOf(separator, from, StringComparison.Ordinal);
            parts.Add(run.ChargeText(end < 0 ? text[from..] : text[from..end]));
            if (end < 0) break;
            from = end + separator.Length;
        }

        return run.NewList(parts);
    }

    public static Value Replace(Run run, string text, string wanted, Value replacement, bool isAll)
    {
        var result = new StringBuilder();
        var from = 0;
        run.ChargeSearch(text.Length, wanted.Length);
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = Next(text, wanted, at))
        {
            run.Charge(1);
            result.Append(text, from, at - from).Append(Replacement(run, text, wanted, at, replacement));
            run.CheckText(result.Length);
            from = at + wanted.Length;
            if (!isAll) break;
        }

        result.Append(text, from, text.Length - from);
        return run.ChargeText(result.ToString());
    }

    private static int Next(string text, string wanted, int at)
    {
        if (wanted.Length == 0) return at < text.Length ? at + 1 : -1;
        return text.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal);
    }

    private static string Replacement(Run run, string text, string wanted, int at, Value replacement)
    {
        if (replacement.Kind == ValueKind.Function) return run.ToText(run.Invoke(replacement, [wanted, at, text]));
        var pattern = run.ToText(replacement);
        return pattern.Contains('$', StringComparison.Ordinal) ? Expand(run, pattern, text, wanted, at) : run.ChargeText(pattern);
    }

    // $$, $& and the texts before and after, as JavaScript has them.
    private static string Expand(Run run, string pattern, string text, string wanted, int at)
    {
        var result = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var sign = pattern[i] == '$' && i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            if (sign is '$' or '&' or '`' or '\'') i++;
            _ = sign switch
            {
                '$' => result.Append('$'),
                '&' => result.Append(wanted),
                '`' => result.Append(text, 0, at),
                '\'' => result.Append(text, at + wanted.Length, text.Length - at - wanted.Length),
                _ => result.Append(pattern[i]),
            };
            run.CheckText(result.Length);
        }

        return run.ChargeText(result.ToString());
    }
}
