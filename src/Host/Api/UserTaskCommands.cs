using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Api;

/// <summary>The changing half of <c>/user-tasks</c>: each carries <c>operationId</c> and <c>expectedRevision</c>.</summary>
public static class UserTaskCommands
{
    public static void Map(RouteGroupBuilder tasks)
    {
        tasks.MapPost("/{id}/complete", CompleteAsync);
        tasks.MapPost("/{id}/save", SaveAsync);
        tasks.MapPost("/{id}/claim", ClaimAsync);
        tasks.MapPost("/{id}/release", ReleaseAsync);
        tasks.MapPost("/{id}/assign", AssignAsync);
        tasks.MapPost("/{id}/extend", ExtendAsync);
        tasks.MapPost("/{id}/pause", PauseAsync);
        tasks.MapPost("/{id}/resume", ResumeAsync);
    }

    /// <summary>Body of complete.</summary>
    public sealed record CompleteBody(string? OperationId, int? ExpectedRevision, string? Action, JsonObject? Values, IReadOnlyList<SectionSave>? Sections, SignatureBody? Signature);

    /// <summary>Body of save.</summary>
    public sealed record SaveBody(string? OperationId, IReadOnlyList<SectionSave>? Sections);

    /// <summary>Body of claim.</summary>
    public sealed record ClaimBody(string? OperationId);

    /// <summary>Body of release.</summary>
    public sealed record ReleaseBody(string? OperationId, int? ExpectedRevision);

    /// <summary>Body of assign.</summary>
    public sealed record AssignBody(string? OperationId, int? ExpectedRevision, string? PersonId, string? Reason);

    /// <summary>Body of extend.</summary>
    public sealed record ExtendBody(string? OperationId, int? ExpectedRevision, DateOnly? NewDueOn, string? Reason);

    /// <summary>Body of pause and resume.</summary>
    public sealed record PauseBody(string? OperationId, int? ExpectedRevision, string? Reason);

    private static async Task<IResult> CompleteAsync(
        string id, CompleteBody body, HttpContext context, CaseTransaction cases, SignaturePart signing, CancellationToken cancellation)
    {
        if (Missing(("operationId", body.OperationId), ("expectedRevision", body.ExpectedRevision), ("action", body.Action)) is { } missing) return missing;
        if (NoSection(body.Sections) is { } section) return section;
        var (given, refused) = await signing.GivenAsync(context, body.Signature, cancellation);
        if (refused is not null) return refused;
        var outcome = await cases.ApplyAsync(
            new ActOnTask(body.OperationId!, context.User.Actor(), id, body.ExpectedRevision!.Value, body.Action!, body.Values, body.Sections, given), cancellation);
        return outcome is CaseOutcome.Done done ? Accepted(id, body.OperationId!, done) : Answers.ToResult(outcome);
    }

    private static IResult Accepted(string id, string operationId, CaseOutcome.Done done) => Results.Json(
        new { operationId, status = "completed", taskId = id, revision = (int?)done.Result["revision"], done.CaseId, done.InstanceId, done.Result },
        statusCode: StatusCodes.Status202Accepted);

    private static async Task<IResult> SaveAsync(string id, SaveBody body, ClaimsPrincipal user, UserTaskReading tasks, CaseTransaction cases, CancellationToken cancellation)
    {
        if (Missing(("operationId", body.OperationId), ("sections", body.Sections)) is { } missing) return missing;
        if (NoSection(body.Sections) is { } section) return section;
        if (await tasks.FindAsync(user, id, cancellation) is not { } found) return Answers.NotFound();
        return Answers.ToResult(await cases.ApplyAsync(new SaveSections(body.OperationId!, user.Actor(), found.Row.InstanceId, body.Sections!), cancellation));
    }

    private static async Task<IResult> ClaimAsync(string id, ClaimBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Missing(("operationId", body.OperationId))
        ?? Answers.ToResult(await cases.ApplyAsync(new StartTask(body.OperationId!, user.Actor(), id), cancellation));

    private static async Task<IResult> ReleaseAsync(string id, ReleaseBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Missing(("operationId", body.OperationId), ("expectedRevision", body.ExpectedRevision))
        ?? Answers.ToResult(await cases.ApplyAsync(new ReleaseTask(body.OperationId!, user.Actor(), id, body.ExpectedRevision!.Value), cancellation));

    private static async Task<IResult> AssignAsync(string id, AssignBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Missing(("operationId", body.OperationId), ("expectedRevision", body.ExpectedRevision), ("personId", body.PersonId), ("reason", body.Reason))
        ?? Answers.ToResult(await cases.ApplyAsync(
            new ReassignTask(body.OperationId!, user.Actor(), id, body.ExpectedRevision!.Value, body.PersonId!, body.Reason!), cancellation));

    private static async Task<IResult> ExtendAsync(string id, ExtendBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Missing(("operationId", body.OperationId), ("expectedRevision", body.ExpectedRevision), ("newDueOn", body.NewDueOn), ("reason", body.Reason))
        ?? Answers.ToResult(await cases.ApplyAsync(
            new ExtendClock(body.OperationId!, user.Actor(), id, body.ExpectedRevision!.Value, body.NewDueOn!.Value, body.Reason!), cancellation));

    private static async Task<IResult> PauseAsync(string id, PauseBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Incomplete(body) ?? Answers.ToResult(
            await cases.ApplyAsync(new PauseClock(body.OperationId!, user.Actor(), id, body.ExpectedRevision!.Value, body.Reason!), cancellation));

    private static async Task<IResult> ResumeAsync(string id, PauseBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        Incomplete(body) ?? Answers.ToResult(
            await cases.ApplyAsync(new ResumeClock(body.OperationId!, user.Actor(), id, body.ExpectedRevision!.Value, body.Reason!), cancellation));

    private static IResult? Incomplete(PauseBody body) =>
        Missing(("operationId", body.OperationId), ("expectedRevision", body.ExpectedRevision), ("reason", body.Reason));

    /// <summary>Answer 422 that names every missing member at once; null when all are there.</summary>
    internal static IResult? Missing(params (string Name, object? Value)[] members)
    {
        var missing = members.Where(m => m.Value is null or "").Select(m => m.Name).ToArray();
        return missing.Length == 0 ? null : Answers.Invalid($"The body needs {string.Join(", ", missing)}.");
    }

    internal static IResult? NoSection(IReadOnlyList<SectionSave?>? sections) =>
        sections?.Any(s => s is not { SectionId.Length: > 0, Values: not null }) == true ? Answers.Invalid("Each of the sections needs sectionId, baseVersion and values.") : null;
}
