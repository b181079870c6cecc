using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Ruling 24: the IRO asks that somebody may see one case of a restricted child; the IRO Manager decides.</summary>
public sealed class AskAccessModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.AskForAccess;

    /// <summary>For whom.</summary>
    [BindProperty(SupportsGet = true, Name = "person")]
    public string? PersonId { get; set; }

    public IReadOnlyList<StaffMember> People => [.. Head.Entry.Organisation.People
        .Where(p => Head.Entry.Organisation.InPost(p.Id, Head.Entry.Today) && !Access.Decide(Head.Entry.Organisation, new Actor(p.Id), CaseAction.See, Head.Entry.Facts!, null, Head.Entry.Today).Allowed)
        .OrderBy(p => p.Name, StringComparer.CurrentCulture)];

    /// <summary>Last day that is suggested, as it is typed.</summary>
    public string Suggested => AccessRequestRules.Suggested(Head.Entry.Today) is var day ? $"{day.Day} {day.Month} {day.Year}" : "";

    public string Longest => UkWords.Date(Head.Entry.Today.AddMonths(AccessRequestRules.LongestMonths));

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (string.IsNullOrEmpty(PersonId)) return Again("Choose who is to see this case", "person");
        if (!TypedDate.TryRead(post.Text("until"), out var until)) return Again("Enter the last day of access, like 26 6 2026", "until");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new AskForAccess(post.OperationKey, Actor, caseId, PersonId, until, reason), "until", cancellation, $"/cases/{caseId}/access-requests")
            : Again("Write why this person needs to see the case", "reason");
    }
}
