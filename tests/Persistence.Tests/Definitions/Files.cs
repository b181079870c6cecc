namespace ReviewFlow.Persistence.Tests.Definitions;

/// <summary>Short words for definitions about nobody.</summary>
internal static class Files
{
    public static string Of(string id, string steps, string options = "{}") => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "options": {{options}}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{steps}} ] } }
        """;

    public static string Line(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.WriteLine", "text": "{{id}}" }""";

    public static string Starts(string id, string type, string input, string value) =>
        $$"""{ "id": "{{id}}", "type": "Elsa.{{type}}", "{{input}}": "{{value}}", "customProperties": { "canStartWorkflow": true } }""";

    public static string Event(string id, string name) => $$"""{ "id": "{{id}}", "type": "Elsa.Event", "eventName": "{{name}}" }""";

    public static string Publish(string id, string name, string? correlation = null, bool local = false) =>
        $$"""{ "id": "{{id}}", "type": "Elsa.PublishEvent", "eventName": "{{name}}", "correlationId": "{{correlation}}", "isLocalEvent": {{(local ? "true" : "false")}} }""";

    public static string Only(string strategy) => $$"""{ "activationStrategyType": "Elsa.Workflows.ActivationValidators.{{strategy}}, Elsa.Workflows.Core" }""";
}
