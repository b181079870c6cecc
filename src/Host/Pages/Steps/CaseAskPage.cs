using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>A page that asks for one command about a case.</summary>
public abstract class CaseAskPage(CaseHeadReader heads, CaseTransaction cases) : AskPage
{
    public CaseHead Head { get; private set; } = null!;

    /// <summary>What the page is for.</summary>
    protected abstract CaseAction About { get; }

    protected Actor Actor => User.Actor();

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        await PrepareAsync(cancellation);
        if (!Head.May.Allowed) Again(new CaseOutcome.Refused(RefusalKind.Forbidden, Head.May.Why));
        return Page();
    }

    /// <summary>What else the page shows, read when it is first opened.</summary>
    protected virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    protected async Task<bool> LoadAsync(string caseId, CancellationToken cancellation)
    {
        if (await heads.ReadAsync(User, caseId, About, cancellation) is not { } head) return false;
        Head = head;
        return true;
    }

    /// <summary>Applies a command that needs nothing but its reason, which is typed in the field <c>reason</c>.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="command">Makes it of the operation's key and the reason.</param>
    /// <param name="missing">What is said where no reason is typed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    protected async Task<IActionResult> ForReasonAsync(string caseId, Func<string, string, CaseCommand> command, string missing, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        await PrepareAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        return post.Text("reason") is { } reason ? await ApplyAsync(command(post.OperationKey, reason), "reason", cancellation) : Again(missing, "reason");
    }

    /// <summary>Applies the command; goes to the case when it is done.</summary>
    protected async Task<IActionResult> ApplyAsync(CaseCommand command, string? field, CancellationToken cancellation, string? to = null) =>
        await cases.ApplyAsync(command, cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused, field),
            _ => Redirect(to ?? $"/cases/{Head.Case.Id}"),
        };
}
