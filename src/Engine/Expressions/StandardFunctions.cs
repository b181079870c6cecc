using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Expressions;

/// <summary>
/// Pure functions by Elsa's names, and dates, that every scope has. A scope that answers a name itself goes first.
/// Bytes are texts in base 64. Functions that draw an id (<c>newGuid</c>) belong to the scope.
/// </summary>
public static class StandardFunctions
{
    private static readonly FrozenDictionary<string, Func<ScriptScope, Arguments, JsonNode?>> s_functions =
        new Dictionary<string, Func<ScriptScope, Arguments, JsonNode?>>(StringComparer.Ordinal)
        {
            ["isNullOrWhiteSpace"] = (_, a) => string.IsNullOrWhiteSpace(a.TextOrNull(0)),
            ["isNullOrEmpty"] = (_, a) => string.IsNullOrEmpty(a.TextOrNull(0)),
            ["toJson"] = (_, a) => ToJson(a.Node(0)),
            ["parseGuid"] = (_, a) => Guid.TryParse(a.Text(0), out var id) ? id.ToString() : throw a.Wrong(0, "an id such as '0a3f…'"),
            ["bytesToString"] = (_, a) => Decode(a),
            ["bytesFromString"] = (_, a) => Encode(a),
            ["bytesToBase64"] = (_, a) => Convert.ToBase64String(a.Bytes(0)),
            ["bytesFromBase64"] = (_, a) => Convert.ToBase64String(a.Bytes(0)),
            ["stringToBase64"] = (_, a) => Encode(a),
            ["stringFromBase64"] = (_, a) => Decode(a),
            ["addDays"] = (_, a) => DateFunctions.AddDays(a.Text(0), a.Whole(1)) ?? throw a.WrongDate(0),
            ["daysBetween"] = (_, a) => a.Date(1).DayNumber - a.Date(0).DayNumber,
            ["minDate"] = (_, a) => DateFunctions.Pick(a, earliest: true),
            ["maxDate"] = (_, a) => DateFunctions.Pick(a, earliest: false),
            ["formatDate"] = (_, a) => a.Node(0) is null ? null : DateFunctions.Format(a.Date(0)),
            ["dateOnly"] = (_, a) => DateFunctions.Iso(a.Date(0)),
            ["weekday"] = (_, a) => a.Date(0).ToString("dddd", CultureInfo.InvariantCulture),
            ["addWorkingDays"] = (scope, a) => DateFunctions.Iso(scope.AddWorkingDays(a.CalendarDate(0), a.CalendarDays(1), a.TextOrNull(2))),
            ["workingDaysBetween"] = (scope, a) => scope.WorkingDaysBetween(a.CalendarDate(0), a.CalendarDate(1), a.TextOrNull(2)),
            ["isWorkingDay"] = (scope, a) => scope.IsWorkingDay(a.CalendarDate(0), a.TextOrNull(1)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the functions, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_functions.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Calls a standard function. False: no such function. A wrong argument is a <see cref="ScriptException"/> without a place.
    /// </summary>
    public static bool TryCall(ScriptScope scope, string name, IReadOnlyList<JsonNode?> arguments, out JsonNode? result)
    {
        var found = s_functions.TryGetValue(name, out var function);
        result = found ? function!(scope, new Arguments(name, arguments)) : null;
        return found;
    }

    /// <summary>Days that a calendar is asked about one by one; the run pays for them before they are counted.</summary>
    internal static int DaysCounted(string name, IReadOnlyList<JsonNode?> arguments)
    {
        var a = new Arguments(name, arguments);
        return name switch
        {
            "addWorkingDays" => Math.Abs(a.CalendarDays(1)),
            "workingDaysBetween" => Math.Abs(a.CalendarDate(1).DayNumber - a.CalendarDate(0).DayNumber),
            _ => 0,
        };
    }

    private static string ToJson(JsonNode? node) => node is null ? "null" : node.ToJsonString(s_plain);

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode Encode(Arguments a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text(0)));

    private static JsonNode Decode(Arguments a) => Encoding.UTF8.GetString(a.Bytes(0));
}
