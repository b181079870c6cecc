using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Asks the quality team that a closed review is opened again, with the reason.</summary>
public sealed class AskReopenModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.AskReopen;

    public Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation) =>
        ForReasonAsync(caseId, (key, reason) => new AskReopen(key, Actor, caseId, reason), "Write why the review is to be opened again", cancellation);
}
