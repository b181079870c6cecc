using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>What other systems have told us: what nothing waited for first. Never what they sent, which may be about a person.</summary>
public sealed class InboundModel(ReviewFlowDbContext db, InboxDesk desk, Administration administration) : PageModel
{
    /// <summary>Newest rows shown.</summary>
    public const int Shown = 100;

    public IReadOnlyList<InboundView> Messages { get; private set; } = [];

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? again, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        if (again is "yes" or "no") Done = again == "yes" ? "It is tried again now." : "This message is not waiting for a decision any more.";
        var rows = await db.InboxMessages.AsNoTracking()
            .OrderBy(m => m.State == InboxState.Kept ? 0 : m.State == InboxState.Waiting ? 1 : 2).ThenByDescending(m => m.ReceivedAt).ThenBy(m => m.MessageId)
            .Take(Shown).ToListAsync(cancellation);
        Messages = [.. rows.Select(m => new InboundView(m.MessageId, m.Name, m.Correlation ?? "everything that waits", UkWords.Moment(m.ReceivedAt), Words(m), m.State == InboxState.Kept, m.Error))];
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(string message, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        return RedirectToPage(new { again = await desk.TryAgainAsync(message ?? "", cancellation) ? "yes" : "no" });
    }

    private static string Words(InboxMessageRow row) => row switch
    {
        { State: InboxState.Applied, CaseIds.Length: 1 } => "A case went on by it",
        { State: InboxState.Applied } => $"{row.CaseIds.Length} cases went on by it",
        { State: InboxState.Kept } => "Kept",
        { Attempts: > 0 } => $"Tried again {UkWords.Moment(row.NotBefore)}",
        _ => "Waiting",
    };

    public sealed record InboundView(string Id, string Name, string To, string Received, string State, bool IsKept, string? Error);
}
