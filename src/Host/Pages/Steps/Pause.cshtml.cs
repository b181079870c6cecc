using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Pauses the clock of a piece of work, or lets it run again. The reason stays in its ledger.</summary>
public sealed class PauseModel(StepReader reader, CaseTransaction cases) : TaskAskPage(reader, cases)
{
    public bool IsPaused => Step.Clock?.IsPaused == true;

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (post.Text("reason") is not { } reason) return Again("Write why", "reason");
        CaseCommand command = post.Text("do") == "resume"
            ? new ResumeClock(post.OperationKey, Actor, taskId, post.Revision, reason)
            : new PauseClock(post.OperationKey, Actor, taskId, post.Revision, reason);
        return await ApplyAsync(command, "reason", cancellation);
    }
}
