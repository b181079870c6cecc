using System.Globalization;
using System.Text.Json.Nodes;
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
    /// <summary>What stands in the record of the quality team beside it.</summary>
    public ReviewRecord Record { get; init; } = new(null, null, null, null, null, "", "", "", 0);

    public static readonly IReadOnlyList<string> Headings =
        ["Reference", "About", "State", "Begun", "Received", "Reply sent", "Closed", "Locality", "Trigger", "Lead group manager", "Group manager quality and compliance", "Group manager safeguarding", "Clarification rounds", "Actions", "Addressed", "Overdue", "Themes"];

    public IReadOnlyList<string> Cells =>
    [
        Reference ?? "", About, Stage, Day(BegunOn), Day(Record.ReceivedOn), Day(Record.RepliedOn), Day(Record.ClosedOn), Record.Locality ?? "", Record.Trigger ?? "", Record.Lead, Record.Quality, Record.Safeguarding,
        Number(Record.Clarifications), Number(Actions), Number(Addressed), Number(Late), string.Join("; ", Themes),
    ];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The quality team's record of a review (domain part 1b).</summary>
/// <param name="ReceivedOn">When it was received.</param>
/// <param name="RepliedOn">When the reply with the reference went out.</param>
/// <param name="ClosedOn">When it was closed.</param>
/// <param name="Locality">Of the service.</param>
/// <param name="Trigger">What led to it.</param>
/// <param name="Lead">Lead group manager today.</param>
/// <param name="Quality">Group manager for quality and compliance today.</param>
/// <param name="Safeguarding">Group manager for safeguarding quality assurance today.</param>
/// <param name="Clarifications">Rounds of points that were asked.</param>
public sealed record ReviewRecord(DateOnly? ReceivedOn, DateOnly? RepliedOn, DateOnly? ClosedOn, string? Locality, string? Trigger, string Lead, string Quality, string Safeguarding, int Clarifications);

/// <summary>Reads all reviews that a person may see, and about whom the person may begin one.</summary>
public sealed class ReviewList(ReviewFlowDbContext db, DefinitionStore definitions)
{
    /// <summary>Matches shown when somebody looks for a service or person to begin a review about.</summary>
    public const int MostMatches = 20;

    public async Task<IReadOnlyList<ReviewRow>> ReadAsync(Actor actor, Organisation organisation, DateOnly today, CancellationToken cancellation)
    {
        var visible = db.CasesVisibleTo(Access.VisibleTo(organisation, actor, today), today).Where(c => c.Area == ProcessCatalog.ManagementReviews);
        var cases = await visible.AsNoTracking().OrderByDescending(c => c.OpenedAt)
            .Join(db.Subjects, c => c.SubjectId, s => s.Id, (c, s) => new { c.Id, c.Reference, c.Stage, c.Status, c.OpenedAt, c.OpenedBy, c.Fields, s.Name, s.Restricted, Subject = s }).ToListAsync(cancellation);
        // Whoever was only asked for something in a review has no review in this list.
        cases = [.. cases.Where(c => Access.Decide(organisation, actor, CaseAction.Read, FactsOf(c.Subject, c.OpenedBy), null, today).Allowed)];
        var lists = await definitions.ListsAsync(cancellation);
        var ids = cases.Select(c => c.Id).ToArray();
        var actions = (await db.ImprovementActions.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.State != ActionState.Removed).Select(a => new { a.CaseId, a.State, a.DueOn }).ToListAsync(cancellation)).ToLookup(a => a.CaseId);
        var themes = (await db.CaseThemes.AsNoTracking().Where(t => ids.Contains(t.CaseId) && t.SectionId == "themes").Select(t => new { t.CaseId, t.Theme }).ToListAsync(cancellation)).ToLookup(t => t.CaseId, t => t.Theme);
        var sections = (await db.Documents.AsNoTracking().Where(d => ids.Contains(d.CaseId) && (d.SectionId == "reasons" || d.SectionId == "service" || d.SectionId == "registration")).ToListAsync(cancellation)).ToLookup(d => d.CaseId);
        var done = (await db.WorkTasks.AsNoTracking().Where(t => ids.Contains(t.CaseId) && (t.ActivityId == "answer" || (t.ActivityId == "register" && t.Outcome == "register")))
            .Join(db.Instances, t => t.InstanceId, i => i.Id, (t, i) => new { t.CaseId, t.ActivityId, t.ClosedAt, i.DefinitionId }).ToListAsync(cancellation)).ToLookup(t => t.CaseId);
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
                c.Status == CaseStatus.Open && c.Stage is not ("Closed" or "Withdrawn"))
            {
                Record = new ReviewRecord(
                    Day(Word(sections[c.Id], "registration", "receivedOn")),
                    done[c.Id].FirstOrDefault(t => t.ActivityId == "register")?.ClosedAt is { } replied ? UkWords.LocalDate(replied) : null,
                    c.Stage == "Closed" ? Day(JsonNode.Parse(c.Fields)?["learningShared"]?.ToString()) : null,
                    Word(sections[c.Id], "service", "locality"),
                    Word(sections[c.Id], "reasons", "trigger"),
                    Who(Roles.LeadGroupManager, c.Subject, c.OpenedBy, organisation, today),
                    Who(Roles.GroupManagerQuality, c.Subject, c.OpenedBy, organisation, today),
                    Who(Roles.GroupManagerSafeguarding, c.Subject, c.OpenedBy, organisation, today),
                    done[c.Id].Count(t => t is { ActivityId: "answer", DefinitionId: "imr-oversight" })),
            }),
        ];
    }

    private static string? Word(IEnumerable<DocumentRow> sections, string section, string field) =>
        sections.FirstOrDefault(s => s.SectionId == section) is { } row ? JsonNode.Parse(row.Content)?[field]?.ToString() : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Who(string role, SubjectRow subject, string openedBy, Organisation organisation, DateOnly today) =>
        RoleResolver.Resolve(role, new CaseRoles { Subject = CaseFactsReader.SubjectOf(subject), ReviewerId = openedBy }, organisation, today, ProcessCatalog.ManagementReviews).PersonId is { } person ? organisation.NameOf(person) : "";

    // That a restricted record is among the visible ones was decided before.
    private static CaseFacts FactsOf(SubjectRow subject, string openedBy) => new()
    {
        CaseId = "",
        ProcessArea = ProcessCatalog.ManagementReviews,
        Subject = CaseFactsReader.SubjectOf(subject) with { Restricted = false },
        Participants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        OpenedBy = openedBy,
    };

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
