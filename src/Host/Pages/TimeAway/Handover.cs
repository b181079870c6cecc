using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.TimeAway;

/// <summary>Something that cover did in somebody's name.</summary>
public sealed record DoneForMe(string When, string Who, string What, string Reference, string Link);

/// <summary>What was done for a person while they were away: the other half of handing back.</summary>
public sealed class Handover(ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock)
{
    private const int DaysBack = 30;

    /// <summary>The last 30 days, newest first.</summary>
    public async Task<IReadOnlyList<DoneForMe>> ReadAsync(string personId, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var since = clock.Now().AddDays(-DaysBack);
        var today = UkWords.LocalDate(clock.Now());
        var visible = Persistence.Work.VisibleCases.CasesVisibleTo(db, Access.VisibleTo(organisation, new Actor(personId), today), today);
        var rows = await db.WorkTasks.AsNoTracking()
            .Where(t => t.ClosedActingForId == personId && t.ClosedAt >= since && visible.Any(c => c.Id == t.CaseId))
            .OrderByDescending(t => t.ClosedAt)
            .Take(50)
            .Select(t => new { t.CaseId, t.InstanceId, t.Title, t.ClosedAt, t.ClosedBy, Reference = db.Instances.Where(i => i.Id == t.InstanceId).Select(i => i.Reference).FirstOrDefault() })
            .ToListAsync(cancellation);
        return [.. rows.Select(r => new DoneForMe(
            UkWords.Moment(r.ClosedAt!.Value),
            r.ClosedBy is { } by ? organisation.NameOf(by) : "ReviewFlow",
            r.Title,
            r.Reference ?? "No reference yet",
            $"/cases/{r.CaseId}/steps/{r.InstanceId}"))];
    }
}
