using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Api;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.People;

/// <summary>Everything about one person that the reader may know of.</summary>
public sealed class PersonModel(PersonGate gate, PersonSummaryReader reader, CaseTransaction cases) : PageModel
{
    public PersonSummary View { get; private set; } = null!;

    /// <summary>Whether the reader may record a concern, and whether it takes a reason.</summary>
    public AccessDecision Concern { get; private set; } = AccessDecision.Hide;

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.See, cancellation);
        return entry.Allowed ? await ShowAsync(entry, cancellation) : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string id, string definition, string? reason, string operation, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.See, cancellation);
        if (!entry.Allowed || definition is not (StartMenu.Information or StartMenu.Review)) return NotFound();
        var outcome = await cases.ApplyAsync(new OpenCase(operation, User.Actor(), definition, id, Reason: reason), cancellation);
        if (outcome is CaseOutcome.Done done)
            return Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/cases/{done.CaseId}");
        var refused = (CaseOutcome.Refused)outcome;
        Problem = refused.Message;
        Response.StatusCode = Answers.Status(refused.Kind);
        return await ShowAsync(entry, cancellation);
    }

    private async Task<PageResult> ShowAsync(Entry entry, CancellationToken cancellation)
    {
        View = await reader.ReadAsync(entry, cancellation);
        Concern = Access.Decide(entry.Organisation, entry.Actor, CaseAction.StartConcern, entry.Facts!, null, entry.Today);
        return Page();
    }
}
