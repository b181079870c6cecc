using System.Text;

namespace ReviewFlow.Host.Studio.Palette;

/// <summary>What there is to build with.</summary>
internal static class Descriptors
{
    private static readonly string[] s_variableTypes = ["String", "Boolean", "Int32", "Int64", "Double", "Decimal", "DateTime", "DateTimeOffset", "TimeSpan", "Guid", "Object"];

    public static void Map(RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("descriptors");
        descriptors.MapGet("activities", async (PaletteReader palette, CancellationToken cancel) => StudioAnswers.List((await palette.ReadAsync(cancel)).Activities));
        descriptors.MapPost("activities/{type}/options/{property}", OptionsAsync);
        descriptors.MapGet("expression-descriptors", () => StudioAnswers.List(s_expressions));
        descriptors.MapGet("storage-drivers", () => StudioAnswers.Ok(new { items = new[] { new { typeName = "Workflow", displayName = "With the instance", priority = 5, deprecated = false } } }));
        descriptors.MapGet("variables", () => StudioAnswers.Ok(new { items = s_variableTypes.Select(t => new { typeName = t, displayName = t, category = "Primitives", description = (string?)null }) }));
        descriptors.MapGet("output-converters", () => StudioAnswers.Ok(new { items = Array.Empty<object>() }));
        descriptors.MapGet("workflow-activation-strategies", () => Strategies(("", "Always", "Every start makes a new instance.")));
        descriptors.MapGet("incident-strategies", () => Strategies(
            ("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "End at a fault", "A fault ends the instance."),
            ("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "Wait for somebody to mend it", "Other branches go on; an administrator retries or skips the step.")));
        descriptors.MapGet("log-persistence-strategies", () => Strategies(("Include", "Always", "One row for each burst, never with form text.")));
        descriptors.MapGet("commit-strategies/{of}", (string of) => StudioAnswers.List(new[] { new { name = "Burst", displayName = "Each burst", description = "Everything between two waits is one commit." } }));
        api.MapGet("features/installed", () => StudioAnswers.List(s_features));
        api.MapPost("scripting/javascript/type-definitions/{definitionId}", TypeDefinitionsAsync);
        api.MapGet("secrets", () => StudioAnswers.Ok(new { items = Array.Empty<object>(), totalCount = 0 }));
    }

    private static readonly ExpressionFace[] s_expressions =
    [
        new("Literal", "Literal", false, []),
        new("Object", "Object", false, new() { ["MonacoLanguage"] = "json" }),
        new("Variable", "Variable", true, []),
        new("Input", "Input", true, []),
        new("JavaScript", "JavaScript", true, new() { ["MonacoLanguage"] = "javascript" }),
    ];

    private static readonly object[] s_features =
    [
        new { name = "RealTimeWorkflowUpdates", @namespace = "Elsa", fullName = "Elsa.RealTimeWorkflowUpdates", displayName = "Real-time updates", description = "" },
    ];

    private sealed record ExpressionFace(string Type, string DisplayName, bool IsBrowsable, Dictionary<string, string> Properties, bool IsSerializable = true);

    private static IResult Strategies(params (string Type, string Name, string Words)[] strategies) =>
        StudioAnswers.List(Array.ConvertAll(strategies, s => new { typeName = s.Type, displayName = s.Name, description = s.Words }));

    // The choices again, without the word that would make the designer ask again and again.
    private static async Task<IResult> OptionsAsync(string type, string property, PaletteReader palette, CancellationToken cancel)
    {
        var input = (await palette.ReadAsync(cancel)).Activities.FirstOrDefault(a => a.TypeName == type)?.Inputs.FirstOrDefault(i => string.Equals(i.Name, property, StringComparison.OrdinalIgnoreCase));
        return input is null ? StudioAnswers.NotFound() : StudioAnswers.Ok(new { items = input.UiSpecifications });
    }

    private static IResult TypeDefinitionsAsync(string definitionId) => Results.Text(ScriptTypes.Text, "text/plain", Encoding.UTF8);
}
