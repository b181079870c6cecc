using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>A page that asks for one command about a task.</summary>
public abstract class TaskAskPage(StepReader reader, CaseTransaction cases) : AskPage
{
    public StepView Step { get; private set; } = null!;

    protected Actor Actor => User.Actor();

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation) =>
        await LoadAsync(taskId, cancellation) ? Page() : NotFound();

    protected virtual async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { } step) return false;
        Step = step;
        return true;
    }

    protected async Task<IActionResult> ApplyAsync(CaseCommand command, string field, CancellationToken cancellation) =>
        await cases.ApplyAsync(command, cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused, field),
            _ => RedirectToPage("Step", new { taskId = Step.Task.Id }),
        };
}
