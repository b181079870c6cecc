using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>All messages, by kind, and which have words of the organisation's own.</summary>
public sealed class TemplatesModel(ReviewFlowDbContext db, Administration administration) : PageModel
{
    public IReadOnlyList<IGrouping<MessageGroup, TemplateView>> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        var own = await db.MessageTemplates.AsNoTracking().ToDictionaryAsync(t => t.Name, StringComparer.Ordinal, cancellation);
        Groups = [.. Templates.All.Select(t =>
        {
            var row = own.GetValueOrDefault(t.Name);
            var state = row is null ? "As shipped" : row.DraftSubject is not null ? "Draft, not published" : "Your own words";
            return new TemplateView(t.Name, row?.Subject ?? t.Subject, state);
        }).GroupBy(t => MessageGroups.Of(t.Name)).OrderBy(g => g.Key)];
        return Page();
    }

    public sealed record TemplateView(string Name, string Subject, string State);
}
