using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.People;

/// <summary>The people whom the reader may see. Counts, too, are of what the reader may see; every search is logged.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, PersonGate gate, BusinessClock clock) : PageModel
{
    /// <summary>Rows of a page.</summary>
    public const int Size = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<PersonLine> People { get; private set; } = [];

    public int Total { get; private set; }

    public bool HasMore => P * Size < Total;

    /// <summary>A child of another IRO, found by the exact ID, for whom a concern can be recorded with a reason.</summary>
    public PersonLine? Other { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var (actor, now) = (User.Actor(), clock.Now());
        var today = UkWords.LocalDate(now);
        var text = Q?.Trim() ?? "";
        P = Math.Clamp(P, 1, 1000);
        if (text.Length > 0) await gate.LogSearchAsync(actor, text, now, cancellation);
        var filter = Access.VisibleTo(organisation, actor, today);
        var found = Matching(db.SubjectsVisibleTo(filter, ProcessCatalog.Disputes, today), text);
        Total = await found.CountAsync(cancellation);
        var open = db.CasesVisibleTo(filter, today).Where(c => c.Status == CaseStatus.Open);
        var rows = await found.AsNoTracking().OrderBy(s => EF.Functions.Collate(s.Name, ReviewFlowDbContext.NameCollation)).ThenBy(s => s.Id).Skip((P - 1) * Size).Take(Size)
            .Select(s => new { Row = s, Open = db.WorkTasks.Count(t => t.Status == WorkTaskStatus.Open && open.Any(c => c.Id == t.CaseId && c.SubjectId == s.Id)) })
            .ToListAsync(cancellation);
        People = [.. rows.Select(r => Line(r.Row, r.Open, organisation, today))];
        if (People.Count == 0 && text.Length > 0) Other = await OtherAsync(text, organisation, cancellation);
    }

    private static IQueryable<SubjectRow> Matching(IQueryable<SubjectRow> people, string text)
    {
        if (text.Length == 0) return people;
        var pattern = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return people.Where(s => EF.Functions.ILike(s.Name, pattern) || s.ExternalId == text);
    }

    private async Task<PersonLine?> OtherAsync(string externalId, Organisation organisation, CancellationToken cancellation)
    {
        var row = await db.Subjects.AsNoTracking().FirstOrDefaultAsync(s => s.ExternalId == externalId && !s.Restricted, cancellation);
        if (row is null) return null;
        Entry entry = await gate.EnterAsync(User, row.Id, CaseAction.StartConcern, cancellation);
        return entry.Allowed ? Line(row, 0, organisation, entry.Today) : null;
    }

    private static PersonLine Line(SubjectRow row, int open, Organisation organisation, DateOnly today) => new(
        row.Id, row.Name, row.Kind == SubjectKind.Service ? null : ChildBannerReader.Day(row.BornOn), ChildBannerReader.AgeOn(row.BornOn, today), row.ExternalId,
        organisation.Unit(row.TeamId)?.Name ?? "", row.IroId is { } iro ? organisation.NameOf(iro) : "", row.Restricted, open);

    /// <summary>One person of the list.</summary>
    public sealed record PersonLine(string Id, string Name, string? Born, int Age, string ExternalId, string Team, string Iro, bool Restricted, int OpenWork);
}
