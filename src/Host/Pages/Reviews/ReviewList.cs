using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Reviews;

/// <summary>One review in the register of the quality team.</summary>
public sealed record ReviewRow(string CaseId, string? Reference, string About, bool Restricted, string Stage, DateOnly BegunOn, int Actions, int Addressed, int Late, IReadOnlyList<string> Themes, bool Open)
{
    public static readonly IReadOnlyList<string> Headings = ["Reference", "About", "State", "Begun", "Actions", "Addressed", "Overdue", "Themes"];

    public IReadOnlyList<string> Cells =>
    [
        Reference ?? "", About, Stage, BegunOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), Number(Actions), Number(Addressed), Number(Late), string.Join("; ", Themes),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Reads all reviews that a person may see, and about whom the person may begin one.</summary>
public sealed class ReviewList(ReviewFlowDbContext db, DefinitionStore definitions)
{
    /// <summary>Matches shown when somebody looks for a service or person to begin a review about.</summary>
    public const int MostMatches = 20;

    public async Task<IReadOnlyList<ReviewRow>> ReadAsync(Actor actor, Organisation organisation, DateOnly today, CancellationToken cancellation)
    {
        var visible = db.CasesVisibleTo(Access.VisibleTo(organisation, actor, today), today).Where(c => c.Area == ProcessCatalog.ManagementReviews);
        var cases = await visible.AsNoTracking().OrderByDescending(c => c.OpenedAt)
            .Join(db.Subjects, c => c.SubjectId, s => s.Id, (c, s) => new { c.Id, c.Reference, c.Stage, c.Status, c.OpenedAt, s.Name, s.Restricted }).ToListAsync(cancellation);
        var lists = await definitions.ListsAsync(cancellation);
        var ids = cases.Select(c => c.Id).ToArray();
        var actions = (await db.ImprovementActions.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.State != ActionState.Removed).Select(a => new { a.CaseId, a.State, a.DueOn }).ToListAsync(cancellation)).ToLookup(a => a.CaseId);
        var themes = (await db.CaseThemes.AsNoTracking().Where(t => ids.Contains(t.CaseId) && t.SectionId == "themes").Select(t => new { t.CaseId, t.Theme }).ToListAsync(cancellation)).ToLookup(t => t.CaseId, t => t.Theme);
        return
        [
            .. cases.Select(c => new ReviewRow(
                c.Id,
                c.Reference,
                c.Name,
                c.Restricted,
                c.Status == CaseStatus.Voided ? "Voided" : c.Stage ?? "Draft",
                UkWords.LocalDate(c.OpenedAt),
                actions[c.Id].Count(),
                actions[c.Id].Count(a => a.State is ActionState.Complete or ActionState.NotAchievable),
                actions[c.Id].Count(a => a.State is ActionState.Open or ActionState.Deciding && a.DueOn < today),
                [.. themes[c.Id].Select(t => lists.ThemeWords(t)).Order(StringComparer.Ordinal)],
                c.Status == CaseStatus.Open && c.Stage is not ("Closed" or "Withdrawn"))),
        ];
    }

    /// <summary>Services and adults of that name or id about whom the person may begin a review.</summary>
    public async Task<IReadOnlyList<SubjectRow>> StartableAsync(Actor actor, Organisation organisation, string search, DateOnly today, CancellationToken cancellation)
    {
        var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var found = await db.Subjects.AsNoTracking().Where(s => s.Kind != SubjectKind.Child && (EF.Functions.ILike(s.Name, pattern) || s.ExternalId == search)).OrderBy(s => s.Name).Take(200).ToListAsync(cancellation);
        var listed = (await db.AccessList.AsNoTracking().Where(a => a.PersonId == actor.PersonId).ToListAsync(cancellation)).ToDictionary(a => a.SubjectId, a => a.Until, StringComparer.Ordinal);
        return [.. found.Where(s => MayStart(actor, organisation, s, listed, today)).Take(MostMatches)];
    }

    private static bool MayStart(Actor actor, Organisation organisation, SubjectRow subject, Dictionary<string, DateOnly?> listed, DateOnly today)
    {
        var grants = listed.TryGetValue(subject.Id, out var until) ? new Dictionary<string, DateOnly?>(StringComparer.Ordinal) { [actor.PersonId] = until } : [];
        var facts = new CaseFacts
        {
            CaseId = "",
            ProcessArea = ProcessCatalog.ManagementReviews,
            Subject = CaseFactsReader.SubjectOf(subject),
            Participants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            Grants = grants,
        };
        return Access.Decide(organisation, actor, CaseAction.StartInArea, facts, null, today).Allowed;
    }
}
