using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Pages.External;

/// <summary>The page of somebody from outside: what is to be done, and what was shared. A colleague has another.</summary>
public sealed class ExternalModel(OwnPage own, CaseTransaction cases) : AskPage
{
    public OwnPageView View { get; private set; } = null!;

    [TempData]
    public string? Said { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await own.ReadAsync(User, cancellation) is not { } view) return Redirect("/my-work");
        View = view;
        return Page();
    }

    /// <summary>Begins the home's own plan (Route A).</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await own.ReadAsync(User, cancellation) is not { } view) return NotFound();
        View = view;
        var post = await PostAsync(null, cancellation);
        if (View.ForOwn is not { } home) return Again(new CaseOutcome.Refused(RefusalKind.Forbidden, "Your account cannot begin a plan. Ask whoever invited you."));
        return await cases.ApplyAsync(new OpenCase(post.OperationKey, User.Actor(), "pip", home.Id, new JsonObject { ["route"] = "A" }), cancellation) switch
        {
            CaseOutcome.Refused refused => Again(refused),
            CaseOutcome.Done done => Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/plans/{done.CaseId}"),
            _ => Page(),
        };
    }
}
