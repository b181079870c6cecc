using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>What somebody may begin in a case beside the open work. The transaction decides it again.</summary>
public sealed class OfferReader(ReviewFlowDbContext db, DefinitionStore definitions)
{
    public async Task<IReadOnlyList<(string InstanceId, Offer Offer)>> ReadAsync(Entry entry, CaseRow row, CancellationToken cancellation)
    {
        if (row.Status != CaseStatus.Open || !Access.Decide(entry.Organisation, entry.Actor, CaseAction.Read, entry.Facts!, null, entry.Today).Allowed) return [];
        var waits = await db.Set<BookmarkRow>().AsNoTracking().Where(b => b.CaseId == row.Id && b.EventName != null)
            .Join(db.Instances, b => b.InstanceId, i => i.Id, (b, i) => new { b.InstanceId, b.EventName, i.VersionId }).ToListAsync(cancellation);
        var found = new List<(string, Offer)>();
        foreach (var wait in waits)
        {
            var offers = (await definitions.VersionAsync(wait.VersionId, cancellation)).Process.Offers;
            if (offers.FirstOrDefault(o => o.Event == wait.EventName) is { } offer && offer.IsOpenAt(row.Stage) && MayTake(entry, row, offer)) found.Add((wait.InstanceId, offer));
        }

        return found;
    }

    private static bool MayTake(Entry entry, CaseRow row, Offer offer)
    {
        var relative = new CaseRoles { Subject = entry.Facts!.Subject, ReviewerId = row.OpenedBy, OwnerId = row.OpenedBy };
        return offer.Roles.SelectMany(r => RoleResolver.ResolveAll(r, relative, entry.Organisation, entry.Today, row.Area)).Select(a => a.PersonId).OfType<string>()
            .Any(p => p == entry.Actor.PersonId || entry.Organisation.Covers(entry.Actor.PersonId, p, row.Area, entry.Today));
    }
}
