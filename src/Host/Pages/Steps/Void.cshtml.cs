using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Voids a step that was opened wrongly. It stays readable, with the reason.</summary>
public sealed class VoidModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.Void;

    [BindProperty(SupportsGet = true, Name = "instance")]
    public string? InstanceId { get; set; }

    public IReadOnlyList<InstanceRow> Open => [.. Head.Instances.Where(i => i.Status == WorkflowStatus.Running)];

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (Open.FirstOrDefault(i => i.Id == InstanceId) is not { } instance) return Again("Choose the step that was opened wrongly", "instance");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new VoidInstance(post.OperationKey, Actor, instance.Id, reason), "reason", cancellation)
            : Again("Write why it was opened wrongly", "reason");
    }
}
