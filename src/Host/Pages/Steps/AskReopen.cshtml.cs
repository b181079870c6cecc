using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Asks the quality team that a closed review is opened again, with the reason.</summary>
public sealed class AskReopenModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.AskReopen;

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new AskReopen(post.OperationKey, Actor, caseId, reason), "reason", cancellation)
            : Again("Write why the review is to be opened again", "reason");
    }
}
