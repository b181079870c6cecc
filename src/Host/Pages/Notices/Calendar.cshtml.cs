using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Mail;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Notices;

/// <summary>A person's own dates in a calendar program.</summary>
public sealed class CalendarModel(CalendarFeeds feeds, PublicAddress root) : PageModel
{
    /// <summary>Since when there is a feed, in words; null when there is none.</summary>
    public string? Since { get; private set; }

    /// <summary>The feed's address, shown once.</summary>
    public string? Address { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation);

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancellation)
    {
        Address = $"{root.Root}{CalendarFeedEndpoint.Path}{await feeds.CreateAsync(User.PersonId(), cancellation)}.ics";
        await LoadAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancellation)
    {
        await feeds.RevokeAsync(User.PersonId(), cancellation);
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellation) =>
        Since = await feeds.SinceAsync(User.PersonId(), cancellation) is { } since ? UkWords.Moment(since) : null;
}
