using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Disputes;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Opens the same concern for a brother or sister: an episode of its own, not sent, to be read again for that child.</summary>
public sealed class CopyModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    // Whether it may be started is decided about the sibling, under that record's rules.
    protected override CaseAction About => CaseAction.See;

    [BindProperty(Name = "sibling")]
    public string? SiblingId { get; set; }

    [BindProperty(Name = "instance")]
    public string? InstanceId { get; set; }

    public IReadOnlyList<Twin> Siblings => [.. Head.Banner.Twins.Where(t => t.Why == SiblingCopy.Sibling)];

    /// <summary>What can be copied.</summary>
    public IReadOnlyList<InstanceRow> Copyable => [.. Head.Instances.Where(i => i.VoidedAt is null && SiblingCopy.Starts(i.DefinitionId) is not null)];

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (Siblings.All(s => s.Id != SiblingId)) return Again("Choose the brother or sister", "sibling-0");
        return Copyable.Any(i => i.Id == InstanceId)
            ? await ApplyAsync(new CopyToSibling(post.OperationKey, Actor, InstanceId!, SiblingId!, post.Text("reason")), "reason", cancellation, $"/people/{SiblingId}")
            : Again("Choose what is copied", "instance-0");
    }
}
