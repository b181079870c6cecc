using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Api;

/// <summary>The reading half of <c>/api/cases</c>.</summary>
public static class CaseReads
{
    public static void Map(RouteGroupBuilder cases)
    {
        cases.MapGet("/", ListAsync);
        cases.MapGet("/{id}", DetailAsync);
        cases.MapGet("/{id}/timeline", TimelineAsync);
    }

    private static async Task<IResult> ListAsync(
        string? status, string? search, int? limit, string? cursor, ClaimsPrincipal user, CaseList list, CancellationToken cancellation)
    {
        if (limit is < 1 or > UserTaskLists.LargestPage) return Answers.Bad($"limit is from 1 to {UserTaskLists.LargestPage}.");
        CaseStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.GetNames<CaseStatus>().Contains(status, StringComparer.OrdinalIgnoreCase)) return Answers.Bad($"status is one of {string.Join(", ", Enum.GetNames<CaseStatus>())}.");
            wanted = Enum.Parse<CaseStatus>(status, ignoreCase: true);
        }

        var words = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var page = await list.PageAsync(user.Actor(), new CaseListQuery(wanted, words, string.IsNullOrEmpty(cursor) ? null : cursor, limit ?? 50), cancellation);
        return Results.Json(new { items = page.Rows, nextCursor = page.Next });
    }

    private static async Task<IResult> DetailAsync(string id, ClaimsPrincipal user, CaseReading cases, ClockReading clocks, CancellationToken cancellation) =>
        await cases.FindAsync(user, id, cancellation) is var (entry, view) ? Results.Json(CaseFace.Of(view, await clocks.CardsAsync(entry, view, cancellation))) : Answers.NotFound();

    private static async Task<IResult> TimelineAsync(string id, ClaimsPrincipal user, CaseReading cases, CaseQueries queries, CancellationToken cancellation)
    {
        if (await cases.FindAsync(user, id, cancellation) is not var (entry, _)) return Answers.NotFound();
        var lines = await queries.TimelineAsync(entry.Actor, id, cancellation) ?? [];
        return Results.Json(new { items = lines.Select(CaseFace.Line) });
    }
}
