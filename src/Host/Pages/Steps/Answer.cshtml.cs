using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Where somebody answers a request: one page, made for a phone, complete without JavaScript (ruling 12).</summary>
public sealed class AnswerModel(StepReader reader, StepWork work, Signing signing, SigningProof proofs, CaseTransaction cases) : AskPage
{
    public StepView Step { get; private set; } = null!;

    public FormView? Form => Step.Show(Problems);

    /// <summary>What is signed with the answer; null for an answer that is not signed.</summary>
    public SignHere? Sign { get; private set; }

    /// <summary>The task's way to answer; null when it cannot be answered here.</summary>
    public TaskAction? Respond => Step.Item.Actions.FirstOrDefault(a => a.Key != "return");

    public TaskAction? Return => Step.Item.Actions.FirstOrDefault(a => a.Key == "return");

    public string Asker => Step.Task.SentBy is { } sender ? Step.Entry.Organisation.People.FirstOrDefault(p => p.Id == sender)?.Name ?? "the sender" : "the sender";

    public async Task<IActionResult> OnGetAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        if (Step.Item.Kind != TaskKind.Request) return RedirectToPage("Step", new { taskId });
        // The sender sees that it was opened. The key makes a second look change nothing.
        if (Step is { IsMine: true, Task.StartedAt: null })
            await cases.ApplyAsync(new StartTask($"{taskId}.opened.{User.PersonId()}", User.Actor(), taskId), cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(Step.Form, cancellation);
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is not null) return Done();
        var key = post.Button is ("act", var pressed) ? pressed : "";
        if (Step.Item.Actions.FirstOrDefault(a => a.Key == key) is not { } action)
        {
            await work.KeepAsync(Step, post.Saves, User, cancellation);
            return Done();
        }

        var outcome = action.Signs ? await SignAsync(post, action, cancellation) : await ActAsync(post, action, cancellation);
        if (outcome is not CaseOutcome.Refused refused) return Done();
        // A second click may have overtaken the first.
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is not null) return Done();
        return await LoadAsync(taskId, cancellation) ? Again(refused, FieldOf(action, post)) : NotFound();
    }

    /// <summary>Keeps the draft while the person types.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string taskId, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, cancellation)) return NotFound();
        var post = await PostAsync(Step.Form, cancellation);
        await work.KeepAsync(Step, post.Saves, User, cancellation);
        return new JsonResult(new { at = Workflows.UkWords.Time(Step.Entry.Now) });
    }

    private Task<CaseOutcome> ActAsync(StepPost post, TaskAction action, CancellationToken cancellation) => work.ActAsync(
        Step,
        post,
        new ActOnTask(post.OperationKey, User.Actor(), Step.Task.Id, post.Revision, action.Key, RequestValues.Of(post, action.Key), post.Saves),
        User,
        cancellation);

    private async Task<CaseOutcome> SignAsync(StepPost post, TaskAction action, CancellationToken cancellation)
    {
        var proof = await proofs.CurrentAsync(HttpContext, cancellation) ?? await proofs.ShowAsync(HttpContext, post.Text(SignHere.ProofField), cancellation);
        var offer = new SigningOffer(action, RequestValues.Of(post, action.Key), post.Posted[SignHere.HashField].ToString(), SignHere.Declared(post), proof);
        return await signing.SignAsync(Step, post, offer, User, cancellation);
    }

    private async Task<bool> LoadAsync(string taskId, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { } step) return false;
        Step = step;
        var proved = await proofs.CurrentAsync(HttpContext, cancellation) is not null;
        Sign = step.IsMine && Respond is { Signs: true } signs ? SignHere.Of(step, signs, User, proved, Posted) : null;
        return true;
    }

    private static string? FieldOf(TaskAction action, StepPost post) =>
        action.Key == "return" ? "note" : action.Signs ? (SignHere.Declared(post) is null ? SignHere.DeclaredField : SignHere.ProofField) : null;

    private RedirectToPageResult Done() => RedirectToPage("Answer", new { taskId = Step.Task.Id });
}
