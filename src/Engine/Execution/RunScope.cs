using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Expressions;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine.Execution;

/// <summary>What a script of an activity can see: variables, inputs, outputs and the instance, under Elsa's names.</summary>
internal sealed class RunScope(BurstSession session, ActivityRun run, List<string>? outcomes, JsonObject? args = null) : ScriptScope
{
    // Some forty years; a script cannot make the engine count for ever.
    private const int MostDays = 10_000;

    public override bool TryCall(string name, IReadOnlyList<JsonNode?> arguments, out JsonNode? result)
    {
        result = null;
        return Known(name, arguments, ref result) || Accessor(name, arguments, ref result);
    }

    public override bool IsObject(string name) => name is "variables" or "args";

    public override bool TryGetMember(string objectName, string member, out JsonNode? value)
    {
        value = objectName == "args" ? args?[member] : Slot(member)?.Value;
        return value is not null;
    }

    public override bool TrySetMember(string objectName, string member, JsonNode? value) => objectName == "variables" && Assign(Slot(member), member, value);

    public override DateOnly AddWorkingDays(DateOnly from, int days, string? calendar) => Math.Abs((long)days) <= MostDays
        ? WorkingDays.Add(Calendar(calendar), from, days)
        : throw new ScriptException($"More than {MostDays} working days are not counted.");

    public override int WorkingDaysBetween(DateOnly from, DateOnly to, string? calendar) => Math.Abs(to.DayNumber - from.DayNumber) <= 2 * MostDays
        ? WorkingDays.Between(Calendar(calendar), from, to)
        : throw new ScriptException($"The dates are more than {2 * MostDays} days apart.");

    public override bool IsWorkingDay(DateOnly date, string? calendar) => WorkingDays.IsWorkingDay(Calendar(calendar), date);

    private WorkingDayCalendar Calendar(string? id) =>
        session.Facts.Calendars.TryGetValue(id ?? session.Facts.DefaultCalendar, out var calendar) ? calendar : throw new ScriptException($"There is no calendar '{id ?? session.Facts.DefaultCalendar}'.");

    /// <summary>Drawn from the stimulus' key and the counter, so that a repeated burst draws the same.</summary>
    private Guid NewGuid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(session.NewId())).AsSpan(0, 16));

    private VariableSlot? Slot(string name) => Variables.Find(run, null, name) ?? Variables.FindAccessor(run, name);

    private static string Argument(IReadOnlyList<JsonNode?> args, int index) => (index < args.Count ? Values.Text(args[index]) : null) ?? "";

    private static bool Assign(VariableSlot? slot, string name, JsonNode? value)
    {
        slot?.Set(value?.DeepClone(), name);
        return slot is not null;
    }

    private bool Known(string function, IReadOnlyList<JsonNode?> args, ref JsonNode? result)
    {
        var state = session.State;
        switch (function)
        {
            case "getInput": result = session.InputValue(run, Argument(args, 0)); return true;
            case "getVariable": result = Variables.Find(run, null, Argument(args, 0))?.Value; return true;
            case "setVariable": return Assign(Variables.Find(run, null, Argument(args, 0)), Argument(args, 0), args.Count > 1 ? args[1] : null);
            case "getOutputFrom": result = Output(Argument(args, 0), args.Count > 1 ? Argument(args, 1) : "Result"); return true;
            case "getLastResult": result = state.LastResult; return true;
            // Ours: the local day of the burst, given like everything else. Elsa's scripts read a clock instead.
            case "today": result = LocalTime.DayOf(Calendar(args.Count > 0 ? Argument(args, 0) : null), session.Now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture); return true;
            case "getCorrelationId": result = state.CorrelationId; return true;
            case "setCorrelationId": state.CorrelationId = Argument(args, 0); return true;
            case "getWorkflowInstanceId": result = state.InstanceId; return true;
            case "getWorkflowInstanceName": result = state.Name; return true;
            case "setWorkflowInstanceName": state.Name = Argument(args, 0); return true;
            case "getWorkflowDefinitionId": result = state.DefinitionId; return true;
            case "getWorkflowDefinitionVersionId": result = state.DefinitionVersionId; return true;
            case "getWorkflowDefinitionVersion": result = state.DefinitionVersion; return true;
            case "newGuid" or "newGuidString": result = NewGuid().ToString(); return true;
            case "newShortGuid": result = Convert.ToBase64String(NewGuid().ToByteArray())[..22].Replace('/', '_').Replace('+', '-'); return true;
            case "setOutcome" or "setOutcomes" when outcomes is not null: SetOutcomes(args); return true;
            default: return false;
        }
    }

    private void SetOutcomes(IReadOnlyList<JsonNode?> args)
    {
        outcomes!.Clear();
        foreach (var arg in args) outcomes.AddRange(arg is JsonArray list ? Values.Texts(list) : [Values.Text(arg) ?? "Done"]);
    }

    /// <summary>The generated <c>getX()</c>, <c>setX(v)</c> and <c>getOutputFromActivity()</c>.</summary>
    private bool Accessor(string function, IReadOnlyList<JsonNode?> args, ref JsonNode? result)
    {
        if (function.Length <= 3 || !(function.StartsWith("get", StringComparison.Ordinal) || function.StartsWith("set", StringComparison.Ordinal))) return false;
        var name = function[3..];
        var slot = Variables.FindAccessor(run, name);
        if (function[0] == 's') return Assign(slot, name, args.Count > 0 ? args[0] : null);
        if (slot is { } found)
        {
            result = found.Value;
            return true;
        }

        return InstanceInput(name, ref result) || OutputAccessor(name, ref result);
    }

    private bool InstanceInput(string name, ref JsonNode? result)
    {
        var resumed = (session.Stimulus as BookmarkResumed)?.Input ?? [];
        foreach (var (key, value) in resumed.Concat(session.State.Input))
        {
            if (Definitions.Names.Pascal(key) != name) continue;
            result = value;
            return true;
        }

        if (session.Definition.Inputs.FirstOrDefault(i => Definitions.Names.Pascal(i.Name) == name) is not { } declared) return false;
        result = session.InputValue(run, declared.Name);
        return true;
    }

    private bool OutputAccessor(string name, ref JsonNode? result)
    {
        for (var at = name.IndexOf("From", StringComparison.Ordinal); at > 0; at = name.IndexOf("From", at + 1, StringComparison.Ordinal))
        {
            var (output, activity) = (name[..at], name[(at + 4)..]);
            var node = session.Definition.Nodes.Values.FirstOrDefault(n => n.Name.Length > 0 && Definitions.Names.Pascal(n.Name) == activity);
            if (node is null) continue;
            result = Output(node.NodeId, output);
            return true;
        }

        return false;
    }

    private JsonNode? Output(string activity, string output)
    {
        foreach (var (nodeId, values) in session.State.ActivityOutputs)
        {
            if (nodeId != activity && !(session.Definition.Nodes.TryGetValue(nodeId, out var node) && (node.Id == activity || node.Name == activity))) continue;
            foreach (var (name, value) in values)
            {
                if (name.Equals(output, StringComparison.OrdinalIgnoreCase)) return value;
            }
        }

        return null;
    }
}
