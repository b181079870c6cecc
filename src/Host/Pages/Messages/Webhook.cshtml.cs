using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Messages;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>What one other system was told, newest first, and what it would not take.</summary>
public sealed class WebhookModel(ReviewFlowDbContext db, WebhookQueue queue, Administration administration) : PageModel
{
    /// <summary>Newest rows shown.</summary>
    public const int Shown = 100;

    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    public string Address { get; private set; } = "";

    public IReadOnlyList<DeliveryView> Deliveries { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        if (await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == Id, cancellation) is not { } webhook) return NotFound();
        Address = webhook.Address;
        var rows = await db.WebhookDeliveries.AsNoTracking().Where(d => d.WebhookId == Id)
            .OrderBy(d => d.State == DeliveryState.Dead ? 0 : 1).ThenByDescending(d => d.CreatedAt).ThenByDescending(d => d.MessageId)
            .Take(Shown).ToListAsync(cancellation);
        Deliveries = [.. rows.Select(d => new DeliveryView(d.MessageId, d.EventName, Words(d), d.State == DeliveryState.Dead, d.Attempts, d.Answer, d.Error))];
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(string message, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        await queue.SendAgainAsync(Id, message ?? "", cancellation);
        return RedirectToPage(new { Id });
    }

    private static string Words(WebhookDeliveryRow row) => row switch
    {
        { State: DeliveryState.Delivered, SettledAt: { } at } => $"Delivered {UkWords.Moment(at)}",
        { State: DeliveryState.Dead, SettledAt: { } at } => $"Given up {UkWords.Moment(at)}",
        { Attempts: > 0 } => $"Next attempt {UkWords.Moment(row.NotBefore)}",
        _ => "Waiting",
    };

    public sealed record DeliveryView(string MessageId, string Event, string State, bool IsDead, int Attempts, int? Answer, string? Error);
}
