using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Api;

/// <summary>The clocks of a case for the REST face, in the words of the pages.</summary>
public sealed class ClockReading(ReviewFlowDbContext db, FactsCache facts)
{
    public async Task<ClockCards> CardsAsync(Entry entry, CaseView view, CancellationToken cancellation) => new(
        await db.Timers.AsNoTracking().Where(t => t.CaseId == view.Row.Id).ToListAsync(cancellation),
        view.Tasks,
        entry.Facts!.Subject,
        Reading.Of(entry, await facts.GetAsync(cancellation)));

    /// <summary>The clock of the whole; null where none runs.</summary>
    public static ClockCard? Whole(ClockCards cards, CaseView view) => view.Row.DateOfDispute is { } day ? cards.Whole(day) : null;
}
