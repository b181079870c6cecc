using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Api;

/// <summary>The changing half of <c>/api/cases</c>.</summary>
public static class CaseCommands
{
    public static void Map(RouteGroupBuilder cases)
    {
        cases.MapPost("/", OpenAsync);
        cases.MapPost("/{id}/acknowledge", AcknowledgeAsync);
        cases.MapPost("/{id}/immediate-concern", ConcernAsync);
    }

    /// <summary>Body of opening a case.</summary>
    public sealed record OpenBody(
        string? OperationId, string? DefinitionId, string? SubjectId, JsonObject? Input, IReadOnlyDictionary<string, JsonObject>? Sections, string? Reason);

    /// <summary>Body of acknowledging an alert.</summary>
    public sealed record AcknowledgeBody(string? OperationId, string? AlertId);

    /// <summary>Body of an immediate concern. Only the operation is needed; nothing that is missing holds it back.</summary>
    public sealed record ConcernBody(string? OperationId, string? RungWhom, DateTimeOffset? RungAt, string? Note);

    private static async Task<IResult> OpenAsync(OpenBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("definitionId", body.DefinitionId), ("subjectId", body.SubjectId)) is { } missing) return missing;
        if (body.Sections?.Values.Any(s => s is null) == true) return Answers.Invalid("Each of the sections is a JSON object.");
        var outcome = await cases.ApplyAsync(
            new OpenCase(body.OperationId!, user.Actor(), body.DefinitionId!, body.SubjectId!, body.Input, body.Sections, body.Reason), cancellation);
        return outcome is CaseOutcome.Done done
            ? Results.Created($"/api/cases/{done.CaseId}", new { done.CaseId, done.InstanceId, done.Result })
            : Answers.ToResult(outcome);
    }

    private static async Task<IResult> AcknowledgeAsync(string id, AcknowledgeBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("alertId", body.AlertId)) is { } missing) return missing;
        return CaseIds.CaseOf(body.AlertId!) == id
            ? Answers.ToResult(await cases.ApplyAsync(new AcknowledgeAlert(body.OperationId!, user.Actor(), body.AlertId!), cancellation))
            : Answers.NotFound();
    }

    private static async Task<IResult> ConcernAsync(
        string id, ConcernBody body, ClaimsPrincipal user, CaseTransaction cases, BusinessClock clock, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId))
        ?? Answers.ToResult(await cases.ApplyAsync(
            new RaiseImmediateConcern(body.OperationId!, user.Actor(), id, body.RungWhom ?? "nobody named yet", body.RungAt?.ToUniversalTime() ?? clock.Now(), body.Note), cancellation));
}
