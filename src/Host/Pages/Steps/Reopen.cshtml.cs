using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Opens a closed review again, with the reason.</summary>
public sealed class ReopenModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.ReopenReview;

    public Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation) =>
        ForReasonAsync(caseId, (key, reason) => new ReopenReview(key, Actor, caseId, reason), "Write why the review is opened again", cancellation);
}
