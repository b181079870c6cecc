using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Timers;

namespace ReviewFlow.Host.Startup;

/// <summary>Turns the demo's clock forward, stopping at every moment at which something falls due, as real time would.</summary>
public sealed class DemoClock(IServiceScopeFactory scopes, BusinessClock clock, FactsCache facts, OrganisationCache organisations, TimerSweep sweep, CoverRound cover)
{
    private static readonly TimeOnly s_morning = new(9, 0);

    /// <summary>To 9am of the next working day of the organisation's calendar.</summary>
    public async Task MoveOnOneWorkingDayAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var known = await facts.GetAsync(cancellation);
        var calendar = known.Calendars[organisation.CalendarId];
        var next = WorkingDays.Add(calendar, LocalTime.DayOf(calendar, clock.Now()), 1);
        await MoveToAsync(LocalTime.ToUtc(calendar, next, s_morning), cancellation);
    }

    /// <summary>To a moment; what falls due on the way fires at its own moment.</summary>
    public async Task MoveToAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        while (await NextDueAsync(target, cancellation) is { } due)
        {
            await clock.MoveToAsync(due, cancellation);
            if (await sweep.RunAsync(cancellation) == 0) break;
        }
        await clock.MoveToAsync(target, cancellation);
        await sweep.RunAsync(cancellation);
        await cover.RunAsync(cancellation);
    }

    private async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset target, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>();
        return await db.Timers.Where(t => t.DueAt <= target).OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(cancellation);
    }
}
