using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Webhooks;
using ReviewFlow.Persistence;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>Other systems that are told of events by web: make one, see how it goes, stop it.</summary>
public sealed class WebhooksModel(ReviewFlowDbContext db, WebhookDesk desk, Administration administration) : PageModel
{
    [BindProperty] public string? Address { get; set; }

    [BindProperty] public string[] Events { get; set; } = [];

    public IReadOnlyList<WebhookView> Webhooks { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>Shown once, on the page that answers the making.</summary>
    public string? Secret { get; private set; }

    /// <summary>Names of events to choose from.</summary>
    public static IReadOnlyList<EventSchema> Choices => EventCatalog.All;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        return await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        (_, Secret, Problem) = await desk.MakeAsync(Address, Events, User.PersonId(), cancellation);
        if (Problem is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else (Address, Events) = (null, []);
        return await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostSwitchAsync(string webhook, bool on, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        return await desk.SwitchAsync(webhook ?? "", on, User.PersonId(), cancellation) ? RedirectToPage() : NotFound();
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellation)
    {
        var rows = await db.Webhooks.AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(cancellation);
        var counts = await db.WebhookDeliveries.GroupBy(d => new { d.WebhookId, d.State }).Select(g => new { g.Key, Number = g.Count() }).ToListAsync(cancellation);
        Webhooks = [.. rows.Select(w => new WebhookView(
            w.Id,
            w.Address,
            w.Events.Length == 0 ? "every event" : string.Join(", ", w.Events),
            w.StoppedAt is { } at ? $"stopped {UkWords.Moment(at)}" : null,
            Number(w.Id, DeliveryState.Waiting),
            Number(w.Id, DeliveryState.Delivered),
            Number(w.Id, DeliveryState.Dead)))];
        return Page();

        int Number(string id, DeliveryState state) => counts.Find(c => c.Key.WebhookId == id && c.Key.State == state)?.Number ?? 0;
    }

    public sealed record WebhookView(string Id, string Address, string Events, string? Stopped, int Waiting, int Delivered, int Dead);
}
