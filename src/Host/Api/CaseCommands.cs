using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Actions;
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
        cases.MapPost("/{id}/steps", BeginAsync);
        cases.MapPost("/{id}/actions/{actionId}/remove", RemoveAsync);
        cases.MapPost("/{id}/partnership-lead", LeadAsync);
    }

    /// <summary>Body of opening a case.</summary>
    public sealed record OpenBody(
        string? OperationId, string? DefinitionId, string? SubjectId, JsonObject? Input, IReadOnlyDictionary<string, JsonObject>? Sections, string? Reason);

    /// <summary>Body of acknowledging an alert.</summary>
    public sealed record AcknowledgeBody(string? OperationId, string? AlertId);

    /// <summary>Body of an immediate concern. Only the operation is needed; nothing that is missing holds it back.</summary>
    public sealed record ConcernBody(string? OperationId, string? RungWhom, DateTimeOffset? RungAt, string? Note);

    /// <summary>Body of beginning a further step of a case (a difference of opinion about a plan).</summary>
    public sealed record BeginBody(string? OperationId, string? DefinitionId, IReadOnlyDictionary<string, JsonObject>? Sections);

    /// <summary>Body of taking a numbered action out of a plan.</summary>
    public sealed record RemoveBody(string? OperationId, string? Reason);

    /// <summary>Body of naming another partnership lead.</summary>
    public sealed record LeadBody(string? OperationId, string? PersonId, string? Reason);

    private static async Task<IResult> BeginAsync(string id, BeginBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("definitionId", body.DefinitionId)) is { } missing) return missing;
        if (body.Sections?.Values.Any(s => s is null) == true) return Answers.Invalid("Each of the sections is a JSON object.");
        return Answers.ToResult(await cases.ApplyAsync(new BeginStep(body.OperationId!, user.Actor(), id, body.DefinitionId!, body.Sections), cancellation));
    }

    private static async Task<IResult> RemoveAsync(string id, string actionId, RemoveBody body, ClaimsPrincipal user, CaseTransaction cases, ActionList actions, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId)) is { } missing) return missing;
        if (await actions.OneAsync(user.Actor(), actionId, cancellation) is not { } line || line.Row.CaseId != id) return Answers.NotFound();
        return Answers.ToResult(await cases.ApplyAsync(new RemoveAction(body.OperationId!, user.Actor(), line.Row.InstanceId, actionId, body.Reason ?? ""), cancellation));
    }

    private static async Task<IResult> LeadAsync(string id, LeadBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("personId", body.PersonId))
        ?? Answers.ToResult(await cases.ApplyAsync(new NamePartnershipLead(body.OperationId!, user.Actor(), id, body.PersonId!, body.Reason ?? ""), cancellation));

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
