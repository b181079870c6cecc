using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Effects;

namespace ReviewFlow.Host.Endpoints;

/// <summary>Calls to processes. Bound from the configuration section "ReviewFlow:Endpoints".</summary>
public sealed class EndpointOptions
{
    public const string Section = "ReviewFlow:Endpoints";

    /// <summary>Secret by which callers sign, 32 characters or more. Without one nobody can call.</summary>
    [MinLength(32)]
    public string? Secret { get; init; }
}

/// <summary>
/// Where other systems reach processes: Elsa's activity "HTTP endpoint" under <c>/endpoints/{path}</c>, and the work that
/// "Run task" asks for under <c>/background-tasks/{taskId}</c>.
/// </summary>
public static class HttpEndpoints
{
    public const string Path = "/endpoints/";

    public const string Tasks = "/background-tasks/";

    public static IServiceCollection AddEndpoints(this IServiceCollection services)
    {
        services.AddOptions<EndpointOptions>().BindConfiguration(EndpointOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<SignedDoor>().AddSingleton<EndpointDesk>().AddSingleton<BackgroundTasks>();
    }

    public static void MapEndpoints(this WebApplication app)
    {
        app.MapMethods(Path + "{**path}", ["GET", "POST", "PUT", "PATCH", "DELETE"], ReceiveAsync).AllowAnonymous().DisableAntiforgery();
        app.MapGet(Tasks + "{taskId}", FindAsync).AllowAnonymous();
        app.MapPost(Tasks + "{taskId}/complete", CompleteAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> ReceiveAsync(string path, HttpRequest request, SignedDoor door, EndpointDesk desk, CancellationToken cancellation)
    {
        var (refusal, delivery, body) = await door.ReadAsync(request, cancellation);
        if (refusal is not null) return refusal;
        if (CallContent.Read(request, body) is not { } content) return NotJson();
        var call = new JsonObject
        {
            ["method"] = request.Method,
            ["path"] = path,
            ["parsedContent"] = content.Value,
            ["queryStringData"] = new JsonObject(request.Query.Select(q => KeyValuePair.Create<string, JsonNode?>(q.Key, q.Value.ToString()))),
            ["routeData"] = new JsonObject(),
            ["headers"] = new JsonObject { ["content-type"] = request.ContentType },
        };
        var answer = await desk.ReceiveAsync(delivery, request.Method, path, call, cancellation);
        if (answer.Reply is { } reply) return new ProcessReply(reply);
        return answer.Taken ? Results.Accepted(value: new { taken = true }) : SignedDoor.Problem(404, "Nothing begins or waits at this path.");
    }

    private static async Task<IResult> FindAsync(string taskId, HttpRequest request, SignedDoor door, BackgroundTasks tasks, CancellationToken cancellation)
    {
        if ((await door.ReadAsync(request, cancellation)).Refusal is { } refusal) return refusal;
        return await tasks.FindAsync(taskId, cancellation) is { } task ? Results.Ok(task) : NoTask();
    }

    private static async Task<IResult> CompleteAsync(string taskId, HttpRequest request, SignedDoor door, BackgroundTasks tasks, CancellationToken cancellation)
    {
        var (refusal, _, body) = await door.ReadAsync(request, cancellation);
        if (refusal is not null) return refusal;
        if (CallContent.Read(request, body) is not { Value: null or JsonObject } content) return NotJson();
        if (await tasks.CompleteAsync(taskId, content.Value?["result"], cancellation)) return Results.Accepted(value: new { taken = true });
        return await tasks.FindAsync(taskId, cancellation) is null ? NoTask() : SignedDoor.Problem(409, "The process does not wait for this any more.");
    }

    private static IResult NotJson() => SignedDoor.Problem(400, "The body says that it is JSON, and is not, or is not of the kind that is asked for here.");

    private static IResult NoTask() => SignedDoor.Problem(404, "There is no such task.");
}
