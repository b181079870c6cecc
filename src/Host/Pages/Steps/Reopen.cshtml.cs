using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Opens a closed review again, with the reason.</summary>
public sealed class ReopenModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.ReopenReview;

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new ReopenReview(post.OperationKey, Actor, caseId, reason), "reason", cancellation)
            : Again("Write why the review is opened again", "reason");
    }
}
