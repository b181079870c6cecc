using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Who a page is about, with everything needed not to mix up two children.</summary>
public sealed record ChildBanner(string SubjectId, string Name, string Born, int Age, string ExternalId, string? Team, string? SocialWorker, bool Restricted, IReadOnlyList<Twin> Twins, string? ConcernLink)
{
    /// <summary>Whether it is about a service, which has no date of birth.</summary>
    public bool IsService { get; init; }
}

/// <summary>Somebody who could be taken for this person.</summary>
public sealed record Twin(string Id, string Why, string Name, string Born, string ExternalId, bool HasOpenWork);

/// <summary>Reads the banner. A sibling whom the reader may not see is not named.</summary>
public sealed class ChildBannerReader(ReviewFlowDbContext db)
{
    public async Task<ChildBanner> ReadAsync(Subject subject, Reading reading, string? concernLink, CancellationToken cancellation)
    {
        var filter = Access.VisibleTo(reading.Organisation, new Actor(reading.PersonId), reading.Today);
        var visible = db.SubjectsVisibleTo(filter, reading.Area, reading.Today);
        var open = db.CasesVisibleTo(filter, reading.Today).Where(c => c.Status == CaseStatus.Open);
        var twins = await db.SubjectAlike.AsNoTracking().Where(a => a.SubjectId == subject.Id)
            .Join(visible, a => a.OtherId, s => s.Id, (a, s) => new { a.Why, Row = s, Open = open.Any(c => c.SubjectId == s.Id) })
            .ToListAsync(cancellation);
        return new ChildBanner(
            subject.Id,
            subject.Name,
            Day(subject.BornOn),
            AgeOn(subject.BornOn, reading.Today),
            subject.ExternalId,
            reading.Organisation.Unit(subject.TeamId)?.Name,
            subject.SocialWorkerId is { } worker ? reading.NameOf(worker) : null,
            subject.Restricted,
            [.. twins.Select(t => new Twin(t.Row.Id, t.Why, t.Row.Name, Day(t.Row.BornOn), t.Row.ExternalId, t.Open))],
            concernLink)
        {
            IsService = subject.Kind == SubjectKind.Service,
        };
    }

    /// <summary>A date of birth: "3 Feb 2013".</summary>
    public static string Day(DateOnly date) => UkWords.Date(date)[4..];

    /// <summary>Whole years; somebody born on 29 February grows older on 1 March.</summary>
    public static int AgeOn(DateOnly born, DateOnly today) => today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
}
