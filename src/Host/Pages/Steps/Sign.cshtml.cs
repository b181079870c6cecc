using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Check and sign: shows exactly what is signed, then declaration, re-authentication and the button.</summary>
public sealed class SignModel(StepReader reader, StepWork work, Signing signing, SigningProof proofs) : AskPage
{
    public StepView Step { get; private set; } = null!;

    public TaskAction Action { get; private set; } = null!;

    public SignHere Sign { get; private set; } = null!;

    /// <summary>What is signed: as it is saved, with nothing open.</summary>
    public FormView Form { get; private set; } = null!;

    public IReadOnlyList<FormSection> Covered => [.. Form.Form.Sections.Where(s => Action.Covers.Contains(s.Id, StringComparer.Ordinal))];

    /// <summary>Whether the person typed something that is not saved and so not signed.</summary>
    public bool HasDraft => Step.Form!.Typed.Count > 0;

    public int VersionOf(FormSection section) => Step.Form!.SavedSections.FirstOrDefault(s => s.SectionId == section.Id)?.Version ?? 0;

    public async Task<IActionResult> OnGetAsync(string taskId, string? action, CancellationToken cancellation)
    {
        if (!await LoadAsync(taskId, action, cancellation)) return NotFound();
        return Step.IsMine ? Page() : RedirectToPage("Step", new { taskId });
    }

    public async Task<IActionResult> OnPostAsync(string taskId, CancellationToken cancellation)
    {
        var post = await PostAsync(null, cancellation);
        var key = post.Posted["action"].ToString();
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is { } before) return After(before);
        if (!await LoadAsync(taskId, key, cancellation)) return NotFound();
        var proof = await proofs.CurrentAsync(HttpContext, cancellation) ?? await proofs.ShowAsync(HttpContext, post.Text(SignHere.ProofField), cancellation);
        var values = new JsonObject();
        if (post.Text("note") is { } note) values["note"] = note;
        var offer = new SigningOffer(Action, values, post.Posted[SignHere.HashField].ToString(), SignHere.Declared(post), proof);
        var outcome = await signing.SignAsync(Step, post, offer, User, cancellation);
        if (outcome is CaseOutcome.Done done) return After(done);
        if (await work.DoneBeforeAsync(post.OperationKey, User, cancellation) is { } overtaken) return After(overtaken);
        return await LoadAsync(taskId, key, cancellation)
            ? Again((CaseOutcome.Refused)outcome, SignHere.Declared(post) is null ? SignHere.DeclaredField : SignHere.ProofField)
            : NotFound();
    }

    private async Task<bool> LoadAsync(string taskId, string? key, CancellationToken cancellation)
    {
        if (await reader.ReadAsync(User, taskId, cancellation) is not { Form: { } form } step) return false;
        if (step.Item.Actions.FirstOrDefault(a => a.Signs && (string.IsNullOrEmpty(key) || a.Key == key)) is not { } action) return false;
        (Step, Action) = (step, action);
        Sign = SignHere.Of(step, action, User, await proofs.CurrentAsync(HttpContext, cancellation) is not null, Posted);
        Form = step.Show([])! with { Answers = form.Saved, OpenPaths = new HashSet<string>(StringComparer.Ordinal), Prefilled = [] };
        return true;
    }

    private IActionResult After(CaseOutcome.Done done) => (string?)done.Result["signature"] is { } signature
        ? RedirectToPage("Signed", new { signatureId = signature, next = (string?)done.Result["nextTaskId"] })
        : Redirect("/my-work");
}
