using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Studio.Palette;

/// <summary>One line of a drop-down.</summary>
internal sealed record Choice(string Text, string Value);

/// <summary>What drop-downs offer, from the organisation as it is now.</summary>
/// <param name="Roles">Role expressions.</param>
/// <param name="Forms">Published forms.</param>
/// <param name="Calendars">Calendars of working days.</param>
/// <param name="Definitions">Published processes.</param>
/// <param name="ValueLists">Value lists.</param>
internal sealed record LiveChoices(
    IReadOnlyList<Choice> Roles, IReadOnlyList<Choice> Forms, IReadOnlyList<Choice> Calendars, IReadOnlyList<Choice> Definitions, IReadOnlyList<Choice> ValueLists)
{
    /// <summary>The lines for an editor of ours; null for any other editor.</summary>
    public IReadOnlyList<Choice>? Of(string editor) => editor switch
    {
        "role" => Roles,
        "form" => Forms,
        "calendar" => Calendars,
        "value-list" => ValueLists,
        "workflow-definition-picker" => Definitions,
        _ => null,
    };

    /// <summary>What a drop-down reads.</summary>
    public static JsonObject DropDown(IEnumerable<Choice> choices) => new()
    {
        ["dropdown"] = new JsonObject
        {
            ["selectList"] = new JsonObject
            {
                ["items"] = new JsonArray([.. choices.Select(c => (JsonNode)new JsonObject { ["text"] = c.Text, ["value"] = c.Value })]),
                ["isFlagsEnum"] = false,
                ["sortItems"] = false,
            },
        },
    };
}
