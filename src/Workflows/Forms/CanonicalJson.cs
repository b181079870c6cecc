using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Workflows.Forms;

/// <summary>
/// JSON in one form only, as RFC 8785 has it: members sorted by UTF-16 code units, no spaces, shortest numbers, only
/// the escapes that are needed. Two equal documents have equal bytes and so equal hashes.
/// </summary>
public static class CanonicalJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                AppendList(text, '{', '}', members.OrderBy(m => m.Key, StringComparer.Ordinal), m =>
                {
                    AppendText(text, m.Key);
                    text.Append(':');
                    Append(text, m.Value);
                });
                break;
            case JsonArray items:
                AppendList(text, '[', ']', items, item => Append(text, item));
                break;
            default:
                AppendValue(text, node.AsValue());
                break;
        }
    }

    private static void AppendList<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(',');
            first = false;
            append(item);
        }

        text.Append(close);
    }

    private static void AppendValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number:
                text.Append(Number(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)));
                break;
            default:
                text.Append(value.ToJsonString());
                break;
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    // ECMAScript's Number::toString: plain digits from 1e-6 up to 1e21, exponents beyond.
    private static string Number(double value)
    {
        if (value == 0)
            return "0";
        var parts = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. shortest.Split('E')[0].Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var exponent = int.Parse(parts[(parts.IndexOf('E', StringComparison.Ordinal) + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (value < 0 ? "-" : "") + Layout(digits, exponent);
    }

    private static string Layout(string digits, int exponent)
    {
        if (exponent is >= 21 or < -6)
        {
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
        }

        if (exponent < 0)
            return $"0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
