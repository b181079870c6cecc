using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Ruling 1: not a referral but a record of one. Nothing that is missing holds it back.</summary>
public sealed class ConcernModel(CaseHeadReader heads, CaseTransaction cases, OrganisationCache organisations) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.RaiseImmediateConcern;

    /// <summary>Whom to ring, with numbers, from the settings (<c>ring.1</c>, <c>ring.2</c>, … as "Who: number").</summary>
    public IReadOnlyList<string> Ring { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next)
    {
        var settings = await organisations.SettingsAsync(HttpContext.RequestAborted);
        Ring = [.. settings.Where(s => s.Key.StartsWith("ring.", StringComparison.Ordinal)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)];
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        var at = TypedMoment.Read(post.Text("rungOn"), post.Text("rungAt"), Head.Entry.Now) ?? Head.Entry.Now;
        var command = new RaiseImmediateConcern(post.OperationKey, Actor, caseId, post.Text("rungWhom") ?? "nobody named yet", at, post.Text("note"));
        return await ApplyAsync(command, null, cancellation);
    }
}
