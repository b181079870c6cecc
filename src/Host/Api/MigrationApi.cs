using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Api;

/// <summary>
/// <c>/api/migrations</c>: running cases move to another version of their process. Designers look; administrators move, with a
/// reason, and see references, never what people wrote.
/// </summary>
public static class MigrationApi
{
    public static void Map(RouteGroupBuilder migrations)
    {
        migrations.MapGet("/{definitionId}", PreviewAsync);
        migrations.MapPost("/{definitionId}", MoveAsync);
        migrations.MapPost("/instances/{instanceId}/undo", UndoAsync);
    }

    /// <summary>Body of a move. Without instances: all that can be moved.</summary>
    public sealed record MoveBody(string? OperationId, string? ToVersionId, IReadOnlyList<string>? Instances, string? Reason);

    /// <summary>Body of taking a move back.</summary>
    public sealed record UndoBody(string? OperationId, string? Reason);

    private static async Task<IResult> PreviewAsync(
        string definitionId, string? to, ClaimsPrincipal user, InstanceMigrations migrations, OrganisationCache organisations, BusinessClock clock, CancellationToken cancellation)
    {
        var (administers, designs) = await RightsAsync(user, organisations, clock, cancellation);
        if (!administers && !designs) return Answers.NotFound();
        if (string.IsNullOrEmpty(to)) return Answers.Invalid("Say in “to” which version the cases are to move to.");
        if (await migrations.PreviewAsync(definitionId, to, cancellation) is not { } preview) return Answers.NotFound();
        return Results.Json(new
        {
            toVersionId = to,
            moves = preview.Count(p => p.Blocked is null),
            blocked = preview.Count(p => p.Blocked is not null),
            changedDrafts = preview.Count(p => p.ChangedDrafts.Count > 0),
            instances = administers ? preview : [],
        });
    }

    private static async Task<IResult> MoveAsync(
        string definitionId, MoveBody body, ClaimsPrincipal user, InstanceMigrations migrations, OrganisationCache organisations, BusinessClock clock, CancellationToken cancellation)
    {
        if (!(await RightsAsync(user, organisations, clock, cancellation)).Administers) return Answers.NotFound();
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("toVersionId", body.ToVersionId), ("reason", body.Reason)) is { } missing) return missing;
        if (body.Instances?.Count > InstanceMigrations.Most) return Answers.Invalid($"At most {InstanceMigrations.Most} at a time.");
        if (await migrations.PreviewAsync(definitionId, body.ToVersionId!, cancellation) is not { } preview) return Answers.NotFound();
        var chosen = body.Instances ?? [.. preview.Where(p => p.Blocked is null).Select(p => p.InstanceId)];
        var results = await migrations.MoveAsync(body.OperationId!, user.Actor(), body.ToVersionId!, chosen, body.Reason!, cancellation);
        return Results.Json(new { moved = results.Count(r => r.Moved), results });
    }

    private static async Task<IResult> UndoAsync(string instanceId, UndoBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason))
        ?? Answers.ToResult(await cases.ApplyAsync(new UndoMigration(body.OperationId!, user.Actor(), instanceId, body.Reason!), cancellation));

    private static async Task<(bool Administers, bool Designs)> RightsAsync(ClaimsPrincipal user, OrganisationCache organisations, BusinessClock clock, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var today = UkWords.LocalDate(clock.Now());
        return (organisation.RolesOf(user.PersonId(), today).Any(r => r.Role == Roles.Administrator), DesignRights.MayDesign(organisation, user.PersonId(), today));
    }
}
