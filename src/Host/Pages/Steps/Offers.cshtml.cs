using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Begins what a running process offers beside its work; goes on to the work that this makes.</summary>
public sealed class OffersModel(CaseTransaction cases) : AskPage
{
    public string CaseId { get; private set; } = "";

    // There is nothing to look at: it is a button of the case.
    public IActionResult OnGet(string instanceId) => Redirect($"/cases/{CaseIds.CaseOf(instanceId)}");

    public async Task<IActionResult> OnPostAsync(string instanceId, CancellationToken cancellation)
    {
        CaseId = CaseIds.CaseOf(instanceId);
        var post = await PostAsync(null, cancellation);
        return await cases.ApplyAsync(new TakeOffer(post.OperationKey, User.Actor(), instanceId, post.Text("event") ?? ""), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused),
            CaseOutcome.Done done => Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/cases/{CaseId}"),
            _ => NotFound(),
        };
    }
}
