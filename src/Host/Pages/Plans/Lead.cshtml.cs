using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>A tactical lead names another partnership lead.</summary>
public sealed class LeadModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.ChangeLead;

    /// <summary>Partnership leads and tactical leads of the home's locality.</summary>
    public IReadOnlyList<StaffMember> People =>
    [
        .. Head.Entry.Organisation.People.Where(p => Head.Entry.Organisation.InPost(p.Id, Head.Entry.Today)
            && new[] { Roles.PartnershipLead, Roles.TacticalLead }.Any(r => Head.Entry.Organisation.Holds(p.Id, r, Head.Entry.Facts!.Subject.TeamId, Head.Entry.Today))).OrderBy(p => p.Name, StringComparer.CurrentCulture),
    ];

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        return post.Text("person") is { } person
            ? await ApplyAsync(new NamePartnershipLead(post.OperationKey, Actor, caseId, person, post.Text("reason") ?? ""), "reason", cancellation, $"/plans/{caseId}")
            : Again("Choose the partnership lead", "person");
    }
}
