using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Api;

/// <summary>What is done with a review as a whole under <c>/api/cases/{id}</c>: what stops closing, opened again, voided, what the process offers, what is signed amended.</summary>
public static class ReviewApi
{
    public static void Map(RouteGroupBuilder cases)
    {
        cases.MapGet("/{id}/closing", ClosingAsync);
        cases.MapPost("/{id}/reopen", ReopenAsync);
        cases.MapPost("/{id}/reopen/ask", AskReopenAsync);
        cases.MapPost("/{id}/instances/{instanceId}/void", VoidAsync);
        cases.MapPost("/{id}/instances/{instanceId}/offers", OfferAsync);
        cases.MapPost("/{id}/signatures/{signatureId}/amend", AmendAsync);
    }

    /// <summary>Body of what needs nothing but a reason.</summary>
    public sealed record ReasonBody(string? OperationId, string? Reason);

    /// <summary>Body of taking an offer.</summary>
    public sealed record OfferBody(string? OperationId, string? Event);

    /// <summary>Body of an amendment.</summary>
    public sealed record AmendBody(string? OperationId, string? Reason, IReadOnlyList<SectionSave>? Sections, SignatureBody? Signature);

    private static async Task<IResult> ClosingAsync(string id, ClaimsPrincipal user, ReviewClosingReader reader, OrganisationCache organisations, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(user.Actor(), id, cancellation) is not { } review) return Answers.NotFound();
        var organisation = await organisations.GetAsync(cancellation);
        object Line(ClosingLine line)
        {
            var holder = line.Task?.AssigneeId ?? line.Block.Action?.OwnerId;
            return new { what = line.Block.What, taskId = line.Block.TaskId, holder, holderName = holder is null ? null : organisation.NameOf(holder), dueAt = line.Task?.DueAt, action = line.Block.Action?.Number };
        }

        return Results.Json(new
        {
            blocks = review.Blocks.Select(Line),
            last = review.Last.Select(Line),
            done = review.Done.Select(d => new { d.Number, d.Text, state = d.State, d.Evidence, files = d.Files.Select(f => f.FileName) }),
        });
    }

    private static async Task<IResult> ReopenAsync(string id, ReasonBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason))
        ?? Answers.ToResult(await cases.ApplyAsync(new ReopenReview(body.OperationId!, user.Actor(), id, body.Reason!), cancellation));

    private static async Task<IResult> AskReopenAsync(string id, ReasonBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason))
        ?? Answers.ToResult(await cases.ApplyAsync(new AskReopen(body.OperationId!, user.Actor(), id, body.Reason!), cancellation));

    private static async Task<IResult> VoidAsync(string id, string instanceId, ReasonBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason))
        ?? (CaseIds.CaseOf(instanceId) == id ? Answers.ToResult(await cases.ApplyAsync(new VoidInstance(body.OperationId!, user.Actor(), instanceId, body.Reason!), cancellation)) : Answers.NotFound());

    private static async Task<IResult> OfferAsync(string id, string instanceId, OfferBody body, ClaimsPrincipal user, CaseTransaction cases, CancellationToken cancellation) =>
        UserTaskCommands.Missing(("operationId", body.OperationId), ("event", body.Event))
        ?? (CaseIds.CaseOf(instanceId) == id ? Answers.ToResult(await cases.ApplyAsync(new TakeOffer(body.OperationId!, user.Actor(), instanceId, body.Event!), cancellation)) : Answers.NotFound());

    private static async Task<IResult> AmendAsync(string id, string signatureId, AmendBody body, HttpContext context, SignaturePart signing, CaseTransaction cases, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("operationId", body.OperationId), ("reason", body.Reason), ("sections", body.Sections), ("signature", body.Signature)) is { } missing) return missing;
        if (UserTaskCommands.NoSection(body.Sections) is { } section) return section;
        if (CaseIds.CaseOf(signatureId) != id) return Answers.NotFound();
        var (given, refused) = await signing.GivenAsync(context, body.Signature, cancellation);
        if (refused is not null) return refused;
        return Answers.ToResult(await cases.ApplyAsync(new AmendSigned(body.OperationId!, context.User.Actor(), signatureId, body.Sections!, body.Reason!, given!), cancellation));
    }
}
