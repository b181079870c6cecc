using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

public sealed partial class StepModel
{
    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return StatusCode(await reader.RefuseAsync(User, taskId, cancellation));
        var post = StepPost.Of(await Request.ReadFormAsync(cancellation), Step.Form);
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is { } before) return After(before);
        return post.Button switch
        {
            ("draft", _) => await KeepAsync(post, cancellation),
            ("act", var action) => await ActAsync(post, action, cancellation),
            ("start", _) => await StartAsync(post, cancellation),
            ("release", _) => await ReleaseAsync(post, cancellation),
            ("add", var table) => await AddRowAsync(post, table, cancellation),
            ("remove", var row) => await RemoveRowAsync(post, row, cancellation),
            ("import", var table) => await ImportAsync(post, table, cancellation),
            ("carry", _) => await CarryAsync(post, cancellation),
            ("resolve", _) => await ResolveAsync(post, cancellation),
            _ => await SaveAsync(post, cancellation),
        };
    }

    private async Task<IActionResult> SaveAsync(StepPost post, CancellationToken cancellation) =>
        await work.SaveAsync(Step, post, User, cancellation) is CaseOutcome.Refused refused
            ? await AgainAsync(refused, post, cancellation)
            : Back("Saved. Others see it now.");

    private async Task<IActionResult> KeepAsync(StepPost post, CancellationToken cancellation)
    {
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return Back();
    }

    /// <summary>Keeps the draft while the person types; the script of the page asks for it.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return StatusCode(await reader.RefuseAsync(User, taskId, cancellation));
        var post = StepPost.Of(await Request.ReadFormAsync(cancellation), Step.Form);
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return new JsonResult(new { at = Workflows.UkWords.Time(Step.Entry.Now) });
    }

    private async Task<IActionResult> ActAsync(StepPost post, string key, CancellationToken cancellation)
    {
        if (Step.Item.Actions.FirstOrDefault(a => a.Key == key) is { Signs: true }) return await OnToSigningAsync(post, key, cancellation);
        var command = new ActOnTask(post.OperationKey, User.Actor(), Step.Task.Id, post.Revision, key, RequestValues.Of(post, key), post.Saves);
        return await work.ActAsync(Step, post, command, User, cancellation) switch
        {
            CaseOutcome.Refused refused => await AgainAsync(refused, post, cancellation),
            var done => After((CaseOutcome.Done)done),
        };
    }

    // What is signed is what is saved.
    private async Task<IActionResult> OnToSigningAsync(StepPost post, string key, CancellationToken cancellation) =>
        await work.SaveAsync(Step, post, User, cancellation) is CaseOutcome.Refused refused
            ? await AgainAsync(refused, post, cancellation)
            : RedirectToPage("Sign", new { taskId = Step.Task.Id, action = key });

    private async Task<IActionResult> StartAsync(StepPost post, CancellationToken cancellation) =>
        await cases.ApplyAsync(new StartTask(post.OperationKey, User.Actor(), Step.Task.Id), cancellation) is CaseOutcome.Refused refused
            ? await AgainAsync(refused, post, cancellation)
            : Back();

    private async Task<IActionResult> ReleaseAsync(StepPost post, CancellationToken cancellation)
    {
        if (await cases.ApplyAsync(new ReleaseTask(post.OperationKey, User.Actor(), Step.Task.Id, post.Revision), cancellation) is CaseOutcome.Refused refused) return await AgainAsync(refused, post, cancellation);
        Said = "It is in the team’s list again.";
        return Redirect("/my-work?folder=team");
    }

    private IActionResult After(CaseOutcome.Done done)
    {
        Said = "Done.";
        var next = (string?)done.Result["nextTaskId"] ?? Step.Task.Id;
        return RedirectToPage("Step", new { taskId = next });
    }
}
