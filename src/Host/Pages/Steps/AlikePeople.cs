using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Siblings and people of the same name, for the warning in the banner. A restricted one is named to nobody who may not know.</summary>
internal static class AlikePeople
{
    public static async Task<IReadOnlyList<AlikePerson>> ReadAsync(ReviewFlowDbContext db, Entry entry, CancellationToken cancellation)
    {
        var subject = entry.Facts!.Subject.Id;
        var person = entry.Actor.PersonId;
        var today = entry.Today;
        return await db.SubjectAlike.AsNoTracking().Where(a => a.SubjectId == subject)
            .Join(db.Subjects, a => a.OtherId, s => s.Id, (a, s) => new { a.Why, Subject = s })
            .Where(a => !a.Subject.Restricted || db.AccessList.Any(l => l.SubjectId == a.Subject.Id && l.PersonId == person && (l.Until == null || l.Until >= today)))
            .OrderBy(a => a.Subject.Name)
            .Select(a => new AlikePerson(
                a.Subject.Id, a.Subject.Name, a.Subject.BornOn, a.Subject.ExternalId, a.Why,
                db.WorkTasks.Any(t => t.SubjectId == a.Subject.Id && t.AssigneeId == person && t.Status == WorkTaskStatus.Open)))
            .ToListAsync(cancellation);
    }
}
