using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Gives work to somebody else. The clock goes on; a stage's request stays at its level (ruling 5).</summary>
public sealed class ReassignModel(StepReader reader, CaseTransaction cases) : TaskAskPage(reader, cases)
{
    /// <summary>Everybody who could hold it.</summary>
    public IReadOnlyList<StaffMember> People => [.. Step.Entry.Organisation.People
        .Where(p => p.Id != Step.Task.AssigneeId && Step.Entry.Organisation.InPost(p.Id, Step.Entry.Today))
        .Where(p => TaskRules.MayHold(Step.Item, p.Id, Step.Entry.Organisation, Step.Entry.Facts!, Step.Entry.Today).Allowed)
        .OrderBy(p => p.Name, StringComparer.CurrentCulture)];

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (post.Text("person") is not { } person) return Again("Choose who gets this work", "person");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new ReassignTask(post.OperationKey, Actor, taskId, post.Revision, person, reason), "person", cancellation)
            : Again("Write why somebody else gets this work", "reason");
    }
}
