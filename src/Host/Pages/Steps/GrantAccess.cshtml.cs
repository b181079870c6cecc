using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Ruling 24: the IRO Manager lets somebody see one case of a restricted child, for a time, with a reason.</summary>
public sealed class GrantAccessModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.GrantAccess;

    [BindProperty(SupportsGet = true, Name = "person")]
    public string? PersonId { get; set; }

    public IReadOnlyList<StaffMember> People => [.. Head.Entry.Organisation.People.Where(p => Head.Entry.Organisation.InPost(p.Id, Head.Entry.Today)).OrderBy(p => p.Name, StringComparer.CurrentCulture)];

    /// <summary>Who can decide it, for somebody who came here to ask.</summary>
    public IReadOnlyList<StaffMember> Deciders => [.. People.Where(p => Head.Entry.Organisation.RolesOf(p.Id, Head.Entry.Today).Any(r => r.Role == Roles.IroManager))];

    /// <summary>Whether this person can ask for it here instead.</summary>
    public bool MayAsk => Head.Entry.Facts!.Subject.Restricted
        && Access.Decide(Head.Entry.Organisation, Head.Entry.Actor, CaseAction.AskForAccess, Head.Entry.Facts, null, Head.Entry.Today).Allowed;

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (string.IsNullOrEmpty(PersonId)) return Again("Choose who gets access", "person");
        if (!TypedDate.TryRead(post.Text("until"), out var until)) return Again("Enter the last day of access, like 26 6 2026", "until");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new GrantAccess(post.OperationKey, Actor, caseId, PersonId, until, reason), "until", cancellation)
            : Again("Write why this person needs access", "reason");
    }
}
