using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Api;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The page of a step: the whole form, of which the person's open work decides what can be filled in.</summary>
public sealed partial class StepModel(StepReader reader, StepWork work, CaseTransaction cases) : PageModel
{
    public StepView Step { get; private set; } = null!;

    /// <summary>Made once for each page that is shown; a second click on it does nothing more.</summary>
    public string OperationKey { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Why the last attempt was refused.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<FieldProblem> Problems { get; private set; } = [];

    public IReadOnlyList<ConflictChoice> Conflicts { get; private set; } = [];

    /// <summary>What was posted, to show it again.</summary>
    public StepPost? Posted { get; private set; }

    /// <summary>What has just been done, in words.</summary>
    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        // What is sent to whom is ticked on the page of the version.
        if (Step is { IsMine: true, Task.Details: { } details } && Versions.DistributionModel.NumberIn(details) is { } version) return Redirect($"/cases/{Step.Case.Id}/versions/{version}/distribution");
        // A request is answered on its own page, made for a phone.
        return Step is { IsMine: true, Item.Kind: TaskKind.Request } ? RedirectToPage("Answer", new { taskId }) : Page();
    }

    private async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { } step) return false;
        Step = step;
        return true;
    }

    // Everything typed was kept as a draft before, so reading again shows it.
    private async Task<IActionResult> AgainAsync(CaseOutcome.Refused refused, StepPost post, CancellationToken cancellation)
    {
        if (!await LoadAsync(Step.Task.Id, cancellation)) return NotFound();
        Response.StatusCode = Answers.Status(refused.Kind);
        (Problem, Problems, Posted) = (refused.Message, refused.Problems, post);
        Conflicts = ConflictChoice.Of(refused.Conflicts, Step.Form);
        return Page();
    }

    private RedirectToPageResult Back(string? said = null, string? at = null)
    {
        if (said is not null) Said = said;
        return RedirectToPage("Step", null, new { taskId = Step.Task.Id }, at);
    }
}
