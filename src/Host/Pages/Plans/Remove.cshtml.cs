using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>Asks before an action is taken out of a plan; keeping it is the way that changes nothing.</summary>
public sealed class RemoveModel(PlanReader reader, CaseTransaction cases) : AskPage
{
    public PlanView Plan { get; private set; } = null!;

    public PlanAction Action { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "action")]
    public string ActionId { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation) => await LoadAsync(caseId, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        return await cases.ApplyAsync(new RemoveAction(post.OperationKey, User.Actor(), Plan.Instance.Row.Id, ActionId, post.Text("reason") ?? ""), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused, "reason"),
            _ => Redirect($"/plans/{caseId}#{Action.Row.SectionId}"),
        };
    }

    private async Task<bool> LoadAsync(string caseId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, caseId, cancellation) is not { } plan || plan.Action(ActionId) is not { } action) return false;
        (Plan, Action) = (plan, action);
        return true;
    }
}
