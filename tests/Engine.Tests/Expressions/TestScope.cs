using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>A scope as the engine has one: <c>variables</c>, <c>getX()</c>, <c>setX(v)</c>, <c>getVariable(name)</c>.</summary>
internal sealed class TestScope : ScriptScope
{
    public Dictionary<string, JsonNode?> Variables { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonNode?> Values { get; } = new(StringComparer.Ordinal);

    public List<string> Calls { get; } = [];

    public static TestScope With(string variables)
    {
        var scope = new TestScope();
        foreach (var (name, value) in JsonNode.Parse(variables)!.AsObject()) scope.Variables[name] = value;
        return scope;
    }

    public override bool TryGet(string name, out JsonNode? value) => Values.TryGetValue(name, out value);

    public override bool TrySet(string name, JsonNode? value)
    {
        if (!Values.ContainsKey(name)) return false;
        Values[name] = value;
        return true;
    }

    public override bool IsObject(string name) => name == "variables";

    public override bool TryGetMember(string objectName, string member, out JsonNode? value)
    {
        value = null;
        return objectName == "variables" && Variables.TryGetValue(member, out value);
    }

    public override bool TrySetMember(string objectName, string member, JsonNode? value)
    {
        if (objectName != "variables" || member == "ReadOnly") return false;
        Variables[member] = value;
        return true;
    }

    public override bool TryCall(string name, IReadOnlyList<JsonNode?> arguments, out JsonNode? result)
    {
        Calls.Add($"{name}({string.Join(",", arguments.Select(a => a?.ToJsonString() ?? "null"))})");
        result = null;
        if (name is "getVariable" or "getInput" or "getOutputFrom") return Variables.TryGetValue($"{arguments.ElementAtOrDefault(0)}", out result);
        if (name == "fail") throw new ScriptException("The host refuses.");
        if (name.StartsWith("get", StringComparison.Ordinal)) return Variables.TryGetValue(name[3..], out result);
        if (!name.StartsWith("set", StringComparison.Ordinal)) return false;
        Variables[name[3..]] = arguments.ElementAtOrDefault(0)?.DeepClone();
        return true;
    }

    // The test calendar: weekends off, nothing else.
    public override bool IsWorkingDay(DateOnly date, string? calendar) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public override DateOnly AddWorkingDays(DateOnly from, int days, string? calendar)
    {
        for (var left = days; left > 0;)
        {
            from = from.AddDays(1);
            if (IsWorkingDay(from, calendar)) left--;
        }

        return from;
    }
}
