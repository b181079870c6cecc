using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ReviewFlow.Host.Tests.Studio;

/// <summary>Calls as the designer makes them.</summary>
internal static class StudioCalls
{
    public static async Task<(int Status, JsonNode? Json)> StudioAsync(this HttpClient client, string method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/elsa/api/{path}", UriKind.Relative));
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }

    /// <summary>A process of one task for a person.</summary>
    public static JsonObject OneTask(string definitionId, string person, string title = "Look at the plan") => (JsonObject)JsonNode.Parse($$"""
        {
          "definitionId": "{{definitionId}}", "name": "{{definitionId}}", "description": "", "toolVersion": "3.8.2.0",
          "variables": [], "inputs": [], "outputs": [], "outcomes": [], "customProperties": {}, "options": {},
          "root": {
            "id": "flow", "type": "Elsa.Flowchart", "version": 1, "name": "Flowchart1", "customProperties": {}, "metadata": {},
            "activities": [
              { "id": "look", "type": "ReviewFlow.HumanTask", "version": 1, "name": "HumanTask1", "metadata": { "designer": { "position": { "x": 60, "y": 60 } } },
                "title": { "typeName": "String", "expression": { "type": "Literal", "value": "{{title}}" } },
                "role": { "typeName": "String", "expression": { "type": "Literal", "value": "user:{{person}}" } } },
              { "id": "done", "type": "Elsa.Finish", "version": 1, "name": "Finish1", "metadata": {} }
            ],
            "connections": [ { "source": { "activity": "look", "port": "Complete" }, "target": { "activity": "done", "port": "In" }, "vertices": [] } ]
          }
        }
        """)!;
}
