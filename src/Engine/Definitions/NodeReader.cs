using System.Collections.Frozen;
using System.Text.Json;

namespace ReviewFlow.Engine.Definitions;

/// <summary>Reads activities of any type, known or not, from their JSON.</summary>
internal sealed class NodeReader(List<DefinitionProblem> problems, LinkScope scope)
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "applicationProperties", "canStartWorkflow", "runAsynchronously",
        "source", "line", "variables", "connections", "cases", "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId",
    };

    public ActivityNode? Read(JsonElement json, string path)
    {
        if (++scope.Activities > DefinitionReader.MaxActivities)
        {
            if (scope.Activities == DefinitionReader.MaxActivities + 1) problems.Add(new(path, null, $"There are more than {DefinitionReader.MaxActivities} activities.", "too-many-activities"));
            return null;
        }

        if (json.Text("type") is not { Length: > 0 } type)
        {
            problems.Add(new(path, json.Text("id"), "This activity has no type.", "missing-type"));
            return null;
        }

        return Compose(json, path, type, new Parts());
    }

    private ActivityNode Compose(JsonElement json, string path, string type, Parts parts)
    {
        foreach (var member in json.EnumerateObject()) ReadMember(member, path, type, parts);
        var cases = Cases(json, path, parts);
        var node = new ActivityNode
        {
            Id = json.Text("id") ?? "",
            Name = json.Text("name") ?? "",
            Type = string.IsInterned(type) ?? type,
            Version = json.Number("version") ?? 1,
            Json = json,
            JsonPath = path,
            Inputs = OrNone(parts.Inputs),
            Outputs = OrNone(parts.Outputs),
            CanStartWorkflow = (json.Member("customProperties") ?? default).Flag("canStartWorkflow") ?? json.Flag("canStartWorkflow") ?? false,
            Variables = ArgumentReader.Variables(json),
            Cases = cases,
            Children = parts.Children,
            Ports = OrNone(parts.Ports),
            Reference = Reference(json, type),
        };
        foreach (var child in parts.Children) child.Parent = node;
        if (json.Member("connections") is { } connections) node.Connections = ConnectionReader.Read(connections, node.PortList("activities"));
        Link(node);
        return node;
    }

    private void ReadMember(JsonProperty member, string path, string type, Parts parts)
    {
        var name = Names.Camel(member.Name);
        var value = member.Value;
        var ignored = s_reserved.Contains(name) || (type == "Elsa.Flowchart" && name == "start") || (name == "workflowDefinitionId" && value.ValueKind == JsonValueKind.String);
        if (ignored || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return;
        var here = $"{path}.{member.Name}";
        if (name == "expectedStatusCodes") ReadStatusCodes(value, here, parts);
        if (value.ValueKind == JsonValueKind.Object && value.Member("$values") is null) ReadObject(name, value, here, parts);
        else if (Activities(value).Any()) ReadList(name, value, here, parts);
        else parts.Inputs[name] = new("Literal", value, "Object", here);
    }

    private void ReadObject(string name, JsonElement value, string path, Parts parts)
    {
        if (value.Member("expression") is { ValueKind: JsonValueKind.Object } expression)
            parts.Inputs[name] = new(expression.Text("type") ?? "Literal", expression.Member("value") ?? default, value.Text("typeName") ?? "Object", path);
        else if (value.Member("memoryReference") is { } reference)
            parts.Output(name, reference.ValueKind == JsonValueKind.String ? reference.GetString() : reference.Text("id"));
        else if (IsActivity(value))
            parts.Add(name, Read(value, path));
        else if (value.Text("type") is { } kind && value.Member("value") is { } content && value.Member("id") is null)
            parts.Inputs[name] = new(kind, content, "Object", path);
        else if (value.Text("typeName") is null || value.Member("id") is not null)
            parts.Inputs[name] = new("Literal", value, "Object", path);
    }

    private void ReadList(string name, JsonElement value, string path, Parts parts)
    {
        var i = 0;
        foreach (var item in ((JsonElement?)value).Items())
        {
            if (item.ValueKind == JsonValueKind.Object) parts.Add(name, Read(item, $"{path}[{i}]"));
            i++;
        }
    }

    private void ReadStatusCodes(JsonElement value, string path, Parts parts)
    {
        var i = 0;
        foreach (var item in ((JsonElement?)value).Items())
        {
            if (item.ValueKind == JsonValueKind.Object && item.Member("activity") is { ValueKind: JsonValueKind.Object } body && item.Member("statusCode") is { } code)
                parts.Add(NodePorts.Status(code.ToString()), Read(body, $"{path}[{i}].activity"));
            i++;
        }
    }

    private List<SwitchCaseNode> Cases(JsonElement json, string path, Parts parts)
    {
        var cases = new List<SwitchCaseNode>();
        foreach (var item in json.Member("cases").Items())
        {
            var here = $"{path}.cases[{cases.Count}]";
            var condition = item.Member("condition") ?? default;
            var expression = condition.Member("expression") ?? condition;
            var activity = item.Member("activity") is { ValueKind: JsonValueKind.Object } body ? Read(body, here + ".activity") : null;
            parts.Add("cases", activity);
            cases.Add(new(item.Text("label") ?? "", new(expression.Text("type") ?? "Literal", expression.Member("value") ?? default, "Boolean", here + ".condition"), activity));
        }

        return cases;
    }

    private void Link(ActivityNode node)
    {
        if (node.Reference is not { } reference || scope.Find?.Invoke(reference) is not { } target) return;
        if (scope.Chain.Count >= LinkScope.MaxDepth || scope.Chain.Contains(target.DefinitionId))
        {
            problems.Add(new(node.JsonPath, node.Id, $"'{node.Type}' uses itself, directly or through another workflow.", "uses-itself"));
            return;
        }

        scope.Chain.Push(target.DefinitionId);
        var copy = DefinitionReader.Build(target.Json, scope);
        scope.Chain.Pop();
        problems.AddRange(copy.Problems);
        if (copy.Definition is not { } definition) return;
        node.Linked = definition.Workflow;
        node.Definition = definition;
        node.Linked.Parent = node;
        node.Children = [.. node.Children, node.Linked];
    }

    /// <summary>Most steps of a long definition have none: they share one empty dictionary.</summary>
    private static IReadOnlyDictionary<string, T> OrNone<T>(Dictionary<string, T> values) => values.Count == 0 ? FrozenDictionary<string, T>.Empty : values;

    private static WorkflowReference? Reference(JsonElement json, string type) =>
        json.Text("workflowDefinitionId") is { Length: > 0 } id ? new(type, id, json.Text("workflowDefinitionVersionId"), json.Number("version") ?? 1) : null;

    private static IEnumerable<JsonElement> Activities(JsonElement value) => ((JsonElement?)value).Items().Where(IsActivity);

    private static bool IsActivity(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.Text("type") is { Length: > 0 } && json.Member("expression") is null
        && (json.Member("id") is not null || json.Member("version") is not null || json.Text("type")!.StartsWith("Elsa.", StringComparison.Ordinal));

    private sealed class Parts
    {
        public Dictionary<string, InputExpression> Inputs { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Outputs { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<ActivityNode> Children { get; } = [];

        public Dictionary<string, List<ActivityNode>> Ports { get; } = new(StringComparer.Ordinal);

        public void Output(string name, string? id)
        {
            if (!string.IsNullOrEmpty(id)) Outputs[name] = id;
        }

        public void Add(string port, ActivityNode? node)
        {
            if (node is null) return;
            Children.Add(node);
            if (!Ports.TryGetValue(port, out var list)) Ports[port] = list = [];
            list.Add(node);
        }
    }
}
