using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Host.Studio;

/// <summary>Answers in the shapes that the designer reads: camel case, enums as words, nothing left out.</summary>
internal static class StudioAnswers
{
    /// <summary>How the designer's JSON is written. Null members stay: its lists must be there.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, MaxDepth = 128 };

    public static IResult Ok(object? value) => Results.Json(value, Options);

    /// <summary>A list with a count.</summary>
    public static IResult List<T>(IReadOnlyCollection<T> items) => Ok(new { items, count = items.Count });

    /// <summary>A refusal in words; the designer shows them.</summary>
    public static IResult Refused(string message, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new { title = message, message, status, errors = new Dictionary<string, string[]> { [""] = [message] } }, Options, statusCode: status);

    /// <summary>There is no such thing.</summary>
    public static IResult NotFound() => Refused("This does not exist.", StatusCodes.Status404NotFound);

    /// <summary>What stops a definition from being published, by node.</summary>
    public static IResult Problems(IEnumerable<DefinitionProblem> problems)
    {
        var wrong = problems.Where(p => !p.IsWarning).ToList();
        var errors = wrong.GroupBy(p => p.NodeId ?? "", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(Words).ToArray(), StringComparer.Ordinal);
        var problemsOfNodes = wrong.Select(p => new { nodeId = p.NodeId, path = p.Path, message = p.Message, code = p.Code });
        return Results.Json(new { title = "This cannot be published yet.", status = 400, errors, problems = problemsOfNodes }, Options, statusCode: StatusCodes.Status400BadRequest);
    }

    /// <summary>The body as an object; empty when there is none.</summary>
    public static async Task<JsonObject> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength == 0 || !request.HasJsonContentType()) return [];
        return await JsonNode.ParseAsync(request.Body, documentOptions: new JsonDocumentOptions { MaxDepth = 80 }, cancellationToken: cancellation) as JsonObject ?? [];
    }

    private static string Words(DefinitionProblem problem) =>
        problem.NodeId is { } node ? $"{node.Split(':')[^1]}: {problem.Message}" : problem.Message;
}

/// <summary>Reads members that may be missing or of another kind.</summary>
internal static class StudioMembers
{
    public static string? Text(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    public static int? Number(this JsonObject json, string name) => json[name] switch
    {
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<string>(out var text) && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static bool? Flag(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static IReadOnlyList<string> Texts(this JsonObject json, string name) =>
        json[name] is JsonArray list ? [.. list.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>())] : [];
}
