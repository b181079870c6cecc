using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>What access was asked for in a case, and the decision about it.</summary>
public sealed class AccessRequestsModel(CaseHeadReader heads, CaseTransaction cases, AccessRequestList requests) : CaseAskPage(heads, cases)
{
    // Who may decide differs from request to request; the list says it of each.
    protected override CaseAction About => CaseAction.See;

    /// <summary>Latest first.</summary>
    public IReadOnlyList<AccessAsked> Asked { get; private set; } = [];

    public string NameOf(string personId) => Head.Entry.Organisation.NameOf(personId);

    /// <summary>What was typed for this request, when the page comes back.</summary>
    public string? TypedFor(AccessAsked asked, string name) => Typed("request") == asked.Row.Id ? Typed(name) : null;

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        await PrepareAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        if (Asked.FirstOrDefault(a => a.Row.Id == post.Text("request")) is not { } asked) return NotFound();
        var index = Asked.ToList().IndexOf(asked);
        if (post.Text("decision") is not ("yes" or "no")) return Again("Choose whether access is given", $"yes-{index}");
        var approved = post.Text("decision") == "yes";
        DateOnly until = default;
        if (approved && !TypedDate.TryRead(post.Text("until"), out until)) return Again("Enter the last day of access, like 26 6 2026", $"until-{index}");
        var reason = post.Text("reason");
        if (!approved && reason is null) return Again("Write why access is not given", $"reason-{index}");
        return await ApplyAsync(
            new DecideAccess(post.OperationKey, Actor, asked.Row.Id, approved, approved ? until : null, reason), approved ? $"until-{index}" : $"reason-{index}", cancellation, $"/cases/{caseId}/access-requests");
    }

    protected override async Task PrepareAsync(CancellationToken cancellation) => Asked = await requests.OfCaseAsync(Actor, Head.Case.Id, cancellation);
}
