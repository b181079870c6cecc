using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Ruling 19: a referral to CAFCASS, recorded at any time on an open step, waiting for nobody.</summary>
public sealed class CafcassModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.RecordCafcass;

    [BindProperty(SupportsGet = true, Name = "instance")]
    public string? InstanceId { get; set; }

    /// <summary>Steps on which it can be recorded.</summary>
    public IReadOnlyList<InstanceRow> Open => [.. Head.Instances.Where(i => i.Status == WorkflowStatus.Running && i.FormId is not null)];

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (Open.FirstOrDefault(i => i.Id == InstanceId) is not { } instance) return Again("Choose the step that it belongs to", "instance");
        if (TypedMoment.Read(post.Text("on"), post.Text("at"), Head.Entry.Now) is not { } moment) return Again("Enter a real day and time, like 16 6 2026 and 9:10am", "on");
        if (post.Text("how") is not { } how) return Again("Write how it was referred", "how");
        return await ApplyAsync(new RecordCafcassReferral(post.OperationKey, Actor, instance.Id, moment, how), "on", cancellation, $"/cases/{caseId}/attachments");
    }
}
