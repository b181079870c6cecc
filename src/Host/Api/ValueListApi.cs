using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Api;

/// <summary>The lists of values that all processes share, <c>/api/value-lists</c>: everybody reads them, administrators change them.</summary>
public static class ValueListApi
{
    public static void Map(RouteGroupBuilder lists)
    {
        lists.MapGet("/", AllAsync);
        lists.MapGet("/{name}", OneAsync);
        lists.MapGet("/{name}/history", HistoryAsync);
        lists.MapPost("/{name}/changes", ChangeAsync);
    }

    /// <summary>Body of a change. <c>expected</c> is the number of the last change that was seen.</summary>
    public sealed record ChangeBody(string? Kind, string? Value, string? Label, string? Theme, string? Reason, int? Expected);

    private static async Task<IResult> AllAsync(DefinitionStore definitions, CancellationToken cancellation) =>
        Results.Json(new { items = (await definitions.ListsAsync(cancellation)).Lists.Select(l => new { l.Name, l.Title, l.About }) });

    private static async Task<IResult> OneAsync(string name, DefinitionStore definitions, CancellationToken cancellation) =>
        (await definitions.ListsAsync(cancellation)).Find(name) is { } list
            ? Results.Json(new { list.Name, list.Title, items = list.Entries.Select(e => new { e.Value, e.Label, e.Retired, e.Theme }) })
            : Answers.NotFound();

    private static async Task<IResult> HistoryAsync(string name, ClaimsPrincipal user, ValueListDesk desk, DefinitionStore definitions, Administration administration, CancellationToken cancellation) =>
        await administration.IsForAsync(user, cancellation) && (await definitions.ListsAsync(cancellation)).Find(name) is not null
            ? Results.Json(new { items = await desk.HistoryAsync(name, cancellation) })
            : Answers.NotFound();

    private static async Task<IResult> ChangeAsync(string name, ChangeBody body, ClaimsPrincipal user, ValueListDesk desk, DefinitionStore definitions, CancellationToken cancellation)
    {
        if (UserTaskCommands.Missing(("kind", body.Kind), ("reason", body.Reason), ("expected", body.Expected)) is { } missing) return missing;
        var wish = new ValueListWish(name, body.Kind!, body.Value, body.Label, body.Theme, body.Reason, body.Expected!.Value);
        return await desk.ChangeAsync(wish, user.PersonId(), cancellation) is { } refused ? Answers.ToResult(refused) : await OneAsync(name, definitions, cancellation);
    }
}
