using System.Text.Json;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Activities.BuiltIn;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Checks the inputs of one activity after the other.</summary>
internal sealed class InputChecks(ActivityCatalog catalog, Facts facts, List<DefinitionProblem> problems)
{
    private static readonly HashSet<string> s_kinds = new(StringComparer.OrdinalIgnoreCase) { "Literal", "Object", "Json", "JavaScript", "Variable", "Input" };

    private readonly HashSet<string> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    public void Check(ActivityNode node)
    {
        foreach (var input in node.Inputs.Values) CheckExpression(node, input);
        foreach (var option in node.Cases) CheckExpression(node, option.Condition);
        if (node.Type == "Elsa.RunJavaScript" && node.Inputs.TryGetValue("script", out var script) && script.IsLiteral) CheckExpression(node, script with { Kind = "JavaScript" });
        if (node.Type == "Elsa.Cron" && Literal(node, "cronExpression") is { Length: > 0 } cron && CronExpression.Parse(cron) is null)
            Add(node, "cronExpression", $"'{cron}' is not a cron expression. It has six fields: second, minute, hour, day, month, weekday.", "bad-cron");
        if (node.Type == "Elsa.Timer" && node.CanStartWorkflow && Literal(node, "interval") is { Length: > 0 } interval && !(TimerActivity.Duration(interval) >= WorkflowTriggers.ShortestInterval))
            Add(node, "interval", $"'{interval}' is no interval at which a process can be started. Write one of at least a second, such as 01:00:00 or PT1H.", "bad-interval");
        if (node.Type == "Elsa.StartAt" && node.CanStartWorkflow && Literal(node, "dateTime") is { Length: > 0 } at && TimerActivity.Moment(at) is null)
            Add(node, "dateTime", $"'{at}' is not a moment. Write one such as 2026-06-16T09:00:00Z.", "bad-moment");
        if (node.Type == "Elsa.HttpEndpoint" && node.CanStartWorkflow) CheckEndpoint(node);
        if (!catalog.TryGet(node.Type, out var descriptor)) return;
        foreach (var input in descriptor.Inputs)
        {
            if (input.Required) CheckPresent(node, input);
            CheckKnown(node, input);
        }
    }

    private void CheckExpression(ActivityNode node, InputExpression input)
    {
        if (!s_kinds.Contains(input.Kind))
        {
            problems.Add(new(input.JsonPath, node.NodeId, $"Expressions of the type '{input.Kind}' are not supported. Use JavaScript or a plain value.", "unsupported-expression"));
            return;
        }

        if (!input.IsScript || (input.Value.ValueKind == JsonValueKind.String && input.Value.GetString()!.Length == 0)) return;
        foreach (var problem in input.Script.Problems)
            problems.Add(new(input.JsonPath, node.NodeId, $"The script cannot be used: line {problem.Line}, column {problem.Column}: {problem.Message}", "bad-expression"));
    }

    private void CheckPresent(ActivityNode node, InputDescriptor input)
    {
        if (input.Default is not null || node.Cases.Count > 0 || (Find(node, input.Name) is { } given && !IsEmpty(given))) return;
        var isRole = input.Editor == "role";
        Add(node, input.Name, isRole ? $"Say who does this step: '{input.DisplayName}' is empty." : $"'{input.DisplayName}' is empty, but this step needs it.", isRole ? "missing-role" : "missing-input");
    }

    private void CheckKnown(ActivityNode node, InputDescriptor input)
    {
        if (Literal(node, input.Name) is not { Length: > 0 } text) return;
        if (input.Editor == "form" && facts.Forms is { } forms && !forms.Contains(text)) Add(node, input.Name, $"There is no published form '{text}'.", "unknown-form");
        if (input.Editor == "calendar" && facts.Calendars.Count > 0 && !facts.Calendars.ContainsKey(text)) Add(node, input.Name, $"There is no calendar '{text}'.", "unknown-calendar");
        if (input.Editor == "value-list" && facts.ValueLists.Count > 0 && !facts.ValueLists.ContainsKey(text)) Add(node, input.Name, $"There is no value list '{text}'.", "unknown-value-list");
    }

    private void CheckEndpoint(ActivityNode node)
    {
        if (WorkflowTriggers.TriggerOf(node) is not { } trigger) return;
        foreach (var method in trigger.Methods.Where(m => !_endpoints.Add($"{m} {trigger.Value}"))) Add(node, "path", $"Two steps wait for {method} /{trigger.Value}.", "duplicate-endpoint");
    }

    private static InputExpression? Find(ActivityNode node, string name) =>
        node.Inputs.TryGetValue(name, out var exact) ? exact : node.Inputs.FirstOrDefault(i => i.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Literal(ActivityNode node, string name) =>
        Find(node, name) is { IsLiteral: true, Value: { ValueKind: JsonValueKind.String } text } ? text.GetString() : null;

    private static bool IsEmpty(InputExpression input) =>
        input.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (input.Value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(input.Value.GetString()));

    private void Add(ActivityNode node, string input, string message, string code) => problems.Add(new($"{node.JsonPath}.{input}", node.NodeId, message, code));
}
