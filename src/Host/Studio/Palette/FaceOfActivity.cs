using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;

namespace ReviewFlow.Host.Studio.Palette;

/// <summary>Turns what the engine says of a type into what the designer reads.</summary>
internal static class FaceOfActivity
{
    private static readonly HashSet<string> s_containers = new(StringComparer.Ordinal) { "Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel", "Elsa.Fork" };

    private static readonly HashSet<string> s_triggers = new(StringComparer.Ordinal) { "Elsa.Event", "Elsa.HttpEndpoint", "Elsa.Timer", "Elsa.Cron", "Elsa.StartAt" };

    // Members that hold one activity; the designer draws a place for each.
    private static readonly Dictionary<string, string[]> s_inside = new(StringComparer.Ordinal)
    {
        ["Elsa.If"] = ["Then", "Else"],
        ["Elsa.While"] = ["Body"],
        ["Elsa.For"] = ["Body"],
        ["Elsa.ForEach"] = ["Body"],
        ["Elsa.ParallelForEach"] = ["Body"],
        ["Elsa.FlowNode"] = ["Body"],
    };

    // These stand in the JSON as they are; their editors know them by the type's name.
    private static readonly HashSet<(string, string)> s_bare = [("Elsa.SetVariable", "variable"), ("Elsa.FlowSwitch", "cases"), ("Elsa.Switch", "cases")];

    private static readonly Dictionary<string, string> s_editors = new(StringComparer.Ordinal)
    {
        ["single-line"] = "singleline",
        ["multi-line"] = "multiline",
        ["multi-text"] = "multitext",
        ["role"] = "dropdown",
        ["form"] = "dropdown",
        ["calendar"] = "dropdown",
        ["value-list"] = "dropdown",
        ["workflow-definition-picker"] = "dropdown",
    };

    public static ActivityFace Of(ActivityDescriptor type, LiveChoices choices)
    {
        var cut = type.Type.LastIndexOf('.');
        var flows = type.Outcomes.Select(o => new PortFace(o, o));
        return new ActivityFace
        {
            TypeName = type.Type,
            Namespace = type.Type[..Math.Max(cut, 0)],
            Name = type.Type[(cut + 1)..],
            Category = type.Category,
            DisplayName = type.DisplayName,
            Description = type.Description,
            Kind = s_triggers.Contains(type.Type) ? "Trigger" : "Action",
            IsContainer = s_containers.Contains(type.Type),
            IsStart = type.Type == "Elsa.Start",
            IsTerminal = type.Outcomes.Count == 0 && type.OutcomesFromInput is null,
            Ports = [.. s_inside.GetValueOrDefault(type.Type, []).Select(p => new PortFace(p, p, "Embedded")), .. flows],
            Inputs = [.. type.Inputs.Select((input, i) => Input(type, input, i, choices))],
            Outputs = [.. type.Outputs.Select((output, i) => new OutputFace(Pascal(output.Name), output.DisplayName, output.TypeName, i))],
            ConstructionProperties = new JsonObject(type.Inputs.Where(HasStart).Select(i => KeyValuePair.Create(Pascal(i.Name), (JsonNode?)Start(i)))),
        };
    }

    private static InputFace Input(ActivityDescriptor type, InputDescriptor input, int order, LiveChoices choices) => new()
    {
        Name = Pascal(input.Name),
        TypeName = input.TypeName,
        DisplayName = input.Required ? $"{input.DisplayName} (needed)" : input.DisplayName,
        Description = input.Description,
        Order = order,
        IsWrapped = !s_bare.Contains((type.Type, input.Name)),
        UiHint = s_editors.GetValueOrDefault(input.Editor, input.Editor),
        DefaultValue = input.Default is { } json ? JsonNode.Parse(json) is JsonArray or JsonObject ? JsonValue.Create(json) : JsonNode.Parse(json) : null,
        DefaultSyntax = input.TypeName == "Object" && input.Editor is "json-editor" ? "Object" : "Literal",
        UiSpecifications = Specifications(type, input, choices),
    };

    private static JsonObject Specifications(ActivityDescriptor type, InputDescriptor input, LiveChoices choices)
    {
        if (choices.Of(input.Editor) is { } live) return LiveChoices.DropDown(input.Required ? live : [new("(none)", ""), .. live]);
        return input.Editor switch
        {
            "dropdown" => LiveChoices.DropDown(input.Options.Select(o => new Choice(o, o))),
            "dynamic-outcomes" => new JsonObject { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray([.. type.Outcomes.Select(o => (JsonNode)o)]) } },
            // A number: the word for it crashes the designer's panel.
            "code-editor" => new JsonObject { ["code-editor"] = new JsonObject { ["language"] = "javascript", ["editorHeight"] = 1, ["singleLineMode"] = false } },
            _ => [],
        };
    }

    private static bool HasStart(InputDescriptor input) => input.Default is not (null or "false" or "\"\"");

    // The designer shows a default but never stores it, so a new activity carries it from the beginning.
    private static JsonObject Start(InputDescriptor input)
    {
        var value = JsonNode.Parse(input.Default!);
        var (kind, given) = value is JsonArray or JsonObject
            ? ("Object", (JsonNode)value.ToJsonString())
            : ("Literal", value is JsonValue v && v.GetValueKind() is JsonValueKind.True ? "True" : value!.ToString());
        return new JsonObject { ["typeName"] = input.TypeName, ["expression"] = new JsonObject { ["type"] = kind, ["value"] = given } };
    }

    private static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
