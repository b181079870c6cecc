using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ReviewFlow.Engine.Expressions.Values;

namespace ReviewFlow.Engine.Expressions.Builtins;

/// <summary><c>JSON.stringify</c> and <c>JSON.parse</c>.</summary>
internal static class JsonText
{
    public static readonly FrozenDictionary<string, Value> Table = Globals.Table(
        ("parse", Globals.Function((run, a) => Parse(run, run.ToText(Globals.At(a, 0))))),
        ("stringify", Globals.Function((run, a) => Stringify(run, a))));

    private static Value Parse(Run run, string text)
    {
        run.ChargeRead(text.Length * 8L);
        try
        {
            using var document = JsonDocument.Parse(JsonWriter.WellFormed(text), new JsonDocumentOptions { MaxDepth = run.Limits.MaxDepth });
            return JsonBorder.Read(document.RootElement, run);
        }
        catch (JsonException)
        {
            throw run.Fail("'JSON.parse' was given a text that is not JSON.");
        }
        catch (InvalidOperationException)
        {
            throw run.Fail("'JSON.parse' was given a text that is not well-formed Unicode.");
        }
    }

    private static Value Stringify(Run run, ReadOnlySpan<Value> arguments)
    {
        if (!Globals.At(arguments, 1).IsNullish) throw run.Fail("'JSON.stringify' takes no replacer here.");
        var value = Globals.At(arguments, 0);
        if (value.Kind is ValueKind.Undefined or ValueKind.Function) return Value.Undefined;
        var text = new StringBuilder();
        new Writer(run, text, Indent(run, Globals.At(arguments, 2))).Write(value, "\n");
        return run.ChargeText(text.ToString());
    }

    private static string Indent(Run run, Value indent) => indent.Kind switch
    {
        ValueKind.Number => new string(' ', Math.Clamp(run.ToCount(indent), 0, 10)),
        ValueKind.Text => indent.Text[..Math.Min(10, indent.Text.Length)],
        _ => "",
    };

    private sealed class Writer(Run run, StringBuilder text, string indent)
    {
        public void Write(Value value, string line)
        {
            run.Charge(1);
            run.CheckText(text.Length);
            switch (value.Kind)
            {
                case ValueKind.Text:
                    Quote(value.Text);
                    break;
                case ValueKind.List:
                    WriteList(value.List, line + indent, line);
                    break;
                case ValueKind.Map:
                    WriteMap(value.Map, line + indent, line);
                    break;
                case ValueKind.Number when double.IsFinite(value.Number):
                    text.Append(NumberText.Format(value.Number));
                    break;
                case ValueKind.Boolean:
                    text.Append(value.Boolean ? "true" : "false");
                    break;
                default:
                    text.Append("null");
                    break;
            }
        }

        private void WriteList(ListValue list, string line, string end)
        {
            using var deeper = run.Deeper();
            text.Append('[');
            var isFirst = true;
            foreach (var item in list.Items)
            {
                Separate(ref isFirst, line);
                Write(item, line);
            }

            Close(']', isFirst, end);
        }

        private void WriteMap(MapValue map, string line, string end)
        {
            using var deeper = run.Deeper();
            text.Append('{');
            var isFirst = true;
            foreach (var (name, value) in map.Members)
            {
                if (value.Kind is ValueKind.Undefined or ValueKind.Function) continue;
                Separate(ref isFirst, line);
                Quote(name);
                text.Append(indent.Length > 0 ? ": " : ":");
                Write(value, line);
            }

            Close('}', isFirst, end);
        }

        private void Separate(ref bool isFirst, string line)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            if (indent.Length > 0) text.Append(line);
        }

        private void Close(char bracket, bool isEmpty, string end)
        {
            if (!isEmpty && indent.Length > 0) text.Append(end);
            text.Append(bracket);
        }

        private void Quote(string value)
        {
            run.CheckText((long)text.Length + value.Length);
            run.ChargeRead(value.Length);
            text.Append('"');
            for (var i = 0; i < value.Length; i++)
            {
                var c = value[i];
                if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) text.Append(c).Append(value[++i]);
                else if (char.IsSurrogate(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                else Escape(c);
            }

            text.Append('"');
        }

        private void Escape(char c) => _ = c switch
        {
            '"' => text.Append("\\\""),
            '\\' => text.Append("\\\\"),
            '\n' => text.Append("\\n"),
            '\r' => text.Append("\\r"),
            '\t' => text.Append("\\t"),
            '\b' => text.Append("\\b"),
            '\f' => text.Append("\\f"),
            < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            _ => text.Append(c),
        };
    }
}
