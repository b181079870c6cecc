using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.People;

/// <summary>A person's page: what goes on, what is known, what has ended, what can be started.</summary>
public sealed record PersonSummary
{
    public required ChildBanner Banner { get; init; }
    public required IReadOnlyList<CaseWork> Current { get; init; }
    public required IReadOnlyList<EndedWork> Finished { get; init; }
    public required IReadOnlyList<Detail> Details { get; init; }
    public required IReadOnlyList<OpenEpisode> Episodes { get; init; }
    public required IReadOnlyList<StartChoice> Starts { get; init; }

    public string FirstName => UkWords.FirstName(Banner.Name);
}

public sealed record Detail(string Label, string Value);

public sealed record EndedWork(string CaseId, FinishedStep Step);

/// <summary>An open case that a new concern could belong to.</summary>
public sealed record OpenEpisode(string CaseId, string Reference, string Title, string Since);

/// <summary>Reads a person's page: of their cases only what the reader may see.</summary>
public sealed class PersonSummaryReader(ReviewFlowDbContext db, CaseSheetReader sheets, ChildBannerReader banners, StartMenu starts, FactsCache facts)
{
    public async Task<PersonSummary> ReadAsync(Entry entry, CancellationToken cancellation)
    {
        var subject = entry.Facts!.Subject;
        var reading = Reading.Of(entry, await facts.GetAsync(cancellation));
        var filter = Access.VisibleTo(entry.Organisation, entry.Actor, entry.Today);
        var ids = await db.CasesVisibleTo(filter, entry.Today).Where(c => c.SubjectId == subject.Id).OrderByDescending(c => c.OpenedAt).Select(c => c.Id).ToListAsync(cancellation);
        var cases = new List<CaseSheet>();
        foreach (var id in ids) cases.Add(await sheets.ReadAsync(id, cancellation));
        var open = cases.Where(c => c.Case.Status == CaseStatus.Open).ToList();
        return new PersonSummary
        {
            Banner = await banners.ReadAsync(subject, reading, open.Count > 0 ? $"/cases/{open[0].Id}/immediate-concern" : null, cancellation),
            Current = [.. open.SelectMany(c => CaseWork.OfCase(c, reading)).OrderBy(w => w.Row.DueAt is null).ThenBy(w => w.Row.DueAt)],
            Finished = [.. cases.SelectMany(c => FinishedStep.Of(c, reading).Select(s => new EndedWork(c.Id, s)))],
            Details = [.. DetailsOf(subject, reading)],
            Episodes = [.. open.Select(c => new OpenEpisode(c.Id, c.Case.Reference ?? c.Case.Title, c.Case.Title, UkWords.Date(UkWords.LocalDate(c.Case.OpenedAt))))],
            Starts = await starts.ReadAsync(entry, cancellation),
        };
    }

    private static IEnumerable<Detail> DetailsOf(Subject subject, Reading reading)
    {
        var team = reading.Organisation.Unit(subject.TeamId)?.Name ?? subject.TeamId;
        var manager = RoleResolver.Resolve(Roles.TeamManager, new CaseRoles { Subject = subject }, reading.Organisation, reading.Today, reading.Area).PersonId;
        (string Label, string? Value)[] all =
        [
            ("Legal status", subject.LegalStatus),
            ("Placement", subject.Placement),
            ("Social worker", subject.SocialWorkerId is { } worker ? $"{reading.NameOf(worker)}, {team}" : null),
            ("Team Manager", manager is null ? null : reading.NameOf(manager)),
            ("IRO", subject.IroId is { } iro ? reading.NameOf(iro) : null),
            ("Next review", subject.NextReviewOn is { } review ? UkWords.Date(review) : null),
            ("Gender", subject.Gender),
            ("Ethnicity", subject.Ethnicity),
            ("Language", subject.Language),
        ];
        return all.Where(d => d.Value is not null).Select(d => new Detail(d.Label, d.Value!));
    }
}
