using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.External;

/// <summary>
/// The second line behind the access decision: of all pages, somebody from outside reaches only those that were made for
/// them. A new page is closed to them until it is put on the list. Every other request is answered 403 where they know of
/// the case, 404 everywhere else, and goes to the access log.
/// </summary>
public sealed class ExternalDoor(RequestDelegate next)
{
    // Of the id of a case.
    private const int IdLength = 32;

    // Whole words of the path; "*" is any one, "#" an id. What follows an open path is not open by that.
    private static readonly string[][] s_open =
    [
        .. new[]
        {
            "external", "external/actions/*", "external/evidence/*", "invitation", "sign-in", "sign-out", "set-password", "problem", "problem/*", "not-allowed", "accessibility", "demo-clock",
            "how-days-are-counted", "keys", "health/live", "health/ready", "work/*", "work/*/answer", "work/*/sign", "work/*/remove", "cases/*/versions", "cases/*/versions/*", "cases/*/versions/*/compare/*", "cases/*/immediate-concern", "plans/#", "plans/#/difference", "plans/#/group", "plans/#/meetings",
        }.Select(path => path.Split('/')),
    ];

    /// <summary>Lets through, sends home, or refuses.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.FindFirst(SignedIn.PersonClaim)?.Value is not { } person || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            await next(context);
            return;
        }

        var organisation = await context.RequestServices.GetRequiredService<OrganisationCache>().GetAsync(context.RequestAborted);
        if (organisation.External(person) is not { } account)
        {
            await next(context);
            return;
        }

        var clock = context.RequestServices.GetRequiredService<BusinessClock>();
        if (!account.Runs(UkWords.LocalDate(clock.Now()))) await EndAsync(context);
        else if (IsOpen(context.Request.Path)) await next(context);
        else if (HttpMethods.IsGet(context.Request.Method) && await TheirsAsync(context, organisation, UkWords.LocalDate(clock.Now())) is { } theirs) context.Response.Redirect(theirs);
        else await RefuseAsync(context, organisation, clock.Now());
    }

    /// <summary>Whether a path was made for people from outside.</summary>
    public static bool IsOpen(PathString path)
    {
        var parts = (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return s_open.Any(open => open.Length == parts.Length && open.Zip(parts, (o, p) => o == "*" || (o == "#" && p.Length >= IdLength) || string.Equals(o, p, StringComparison.OrdinalIgnoreCase)).All(same => same));
    }

    // Mails lead to the pages of colleagues: what people from outside have instead. Null for nothing.
    private static async Task<string?> TheirsAsync(HttpContext context, Organisation organisation, DateOnly today)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [] or ["my-work"] or ["notices"]) return "/external";
        if (parts is not ["cases", var id] || id.Length < IdLength) return null;
        var reader = context.RequestServices.GetRequiredService<CaseFactsReader>();
        if (await reader.ReadAsync(id, null, context.RequestAborted) is not { } facts) return null;
        bool May(CaseAction action) => Access.Decide(organisation, context.User.Actor(), action, facts, null, today).Allowed;
        return May(CaseAction.ReadPlan) ? $"/plans/{facts.CaseId}" : May(CaseAction.See) ? "/external" : null;
    }

    // The account has ended, or was taken away, while somebody was signed in.
    private static async Task EndAsync(HttpContext context)
    {
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        if (HttpMethods.IsGet(context.Request.Method)) context.Response.Redirect("/sign-in");
        else context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static async Task RefuseAsync(HttpContext context, Organisation organisation, DateTimeOffset now)
    {
        var db = context.RequestServices.GetRequiredService<ReviewFlowDbContext>();
        var actor = context.User.Actor();
        var known = await CaseAsync(context, organisation, actor, UkWords.LocalDate(now));
        db.AccessLog.Add(new AccessLogRow
        {
            At = now,
            PersonId = actor.PersonId,
            CaseId = known,
            Action = "OutsideDoor",
            Verdict = (known is null ? AccessVerdict.Hidden : AccessVerdict.Refused).ToString(),
            Detail = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
        });
        await db.SaveChangesAsync(context.RequestAborted);
        context.Response.StatusCode = known is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
    }

    // The case that the path speaks of, if this person knows of it.
    private static async Task<string?> CaseAsync(HttpContext context, Organisation organisation, Actor actor, DateOnly today)
    {
        var reader = context.RequestServices.GetRequiredService<CaseFactsReader>();
        foreach (var value in context.Request.RouteValues.Values.OfType<string>().Where(v => v.Length >= IdLength))
        {
            if (await reader.ReadAsync(CaseIds.CaseOf(value), null, context.RequestAborted) is not { } facts) continue;
            if (Access.Decide(organisation, actor, CaseAction.See, facts, null, today).Allowed) return facts.CaseId;
        }

        return null;
    }
}
