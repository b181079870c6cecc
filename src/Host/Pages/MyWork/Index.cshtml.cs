using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Notices;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>The one work list. Folders as in the guidance (Current work: Incoming work, Incomplete work, Incoming requests), then views.</summary>
public sealed class IndexModel(InboxQueries inbox, ReviewFlowDbContext db, OrganisationCache organisations, FactsCache facts, BusinessClock clock,
    NoticeReader notices) : PageModel
{
    /// <summary>Rows of one page of the list.</summary>
    public const int PageRows = 100;

    [BindProperty(SupportsGet = true)]
    public string? Folder { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Child { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    /// <summary>Shows one state only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    /// <summary>Column by which the list is sorted; the due moment unless another is named.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>What the headings are; when it is due unless something else is named.</summary>
    [BindProperty(SupportsGet = true, Name = "group")]
    public string? GroupBy { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? AfterAt { get; set; }

    public InboxCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public IReadOnlyList<WorkGroup> Groups { get; private set; } = [];

    public WorkOrder Order => WorkOrder.Of(Sort, GroupBy);

    /// <summary>What is new since the visit before; null for the first.</summary>
    public SinceLastHere? Since { get; private set; }

    public InboxKey? Next { get; private set; }

    /// <summary>Missed dates that were raised to this person and that nobody has acknowledged.</summary>
    public int Escalated { get; private set; }

    public int Shown => Groups.Sum(g => g.Rows.Count);

    public int Read { get; private set; }

    public bool Filtered => !string.IsNullOrWhiteSpace(Child) || !string.IsNullOrEmpty(Only) || Kind is not null;

    public WorkStateKind? Kind => Enum.TryParse<WorkStateKind>(State, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    /// <summary>What the filter hides although it cannot wait; null for nothing.</summary>
    public string? Hidden { get; private set; }

    public string CalendarName { get; private set; } = "";

    public string HeadingText => FolderChoice.Find(Folder)?.Title ?? "All current";

    public string FilterWords => string.Join(", ", new[]
    {
        string.IsNullOrWhiteSpace(Child) ? null : $"Child: {Child}",
        OnlyChoice.Words(Only),
        Kind is { } kind ? OnlyChoice.Words(kind) : null,
    }.OfType<string>());

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var actor = User.Actor();
        var known = await facts.GetAsync(cancellation);
        var calendar = known.Calendars[known.DefaultCalendar];
        CalendarName = calendar.Name;
        var now = clock.Now();
        var choice = FolderChoice.Find(Folder) ?? FolderChoice.All;
        Escalated = await db.Alerts.CountAsync(a => a.AcknowledgedAt == null && a.PersonIds.Contains(actor.PersonId), cancellation);
        Counts = await inbox.CountsAsync(actor, cancellation);
        var page = await inbox.PageAsync(actor, new InboxQuery(choice.Inbox, choice.Waiting, After is null ? null : new InboxKey(AfterAt, After), PageRows), cancellation);
        Next = page.Next;
        Read = page.Rows.Count;
        var organisation = await organisations.GetAsync(cancellation);
        var born = await BornAsync(page.Rows, cancellation);
        var alike = await AlikeAsync(page.Rows, cancellation);
        var today = LocalTime.DayOf(calendar, now);
        var shown = page.Rows
            .Where(r => OnlyChoice.Fits(Only, r, today, calendar))
            .Where(r => string.IsNullOrWhiteSpace(Child) || Matches(r, Child.Trim()))
            .Where(r => Kind is not { } kind || r.State.Kind == kind)
            .ToList();
        Hidden = HiddenWords.Of(page.Rows.Where(r => !shown.Contains(r)), today, calendar);
        Groups = Order.Arrange(shown.Select(r => WorkRow.Of(r, born, alike, now, calendar, actor.PersonId, organisation.NameOf)));
        if (LastVisit.Note(HttpContext, actor.PersonId, now) is { } before) Since = await SinceLastHere.ReadAsync(notices, actor.PersonId, before, now, page.Rows, cancellation);
    }

    /// <summary>This list in another order.</summary>
    public string OrderLink(string? sort)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("folder", Folder), ("child", Child), ("only", Only), ("state", State), ("sort", sort), ("group", GroupBy) })
            if (!string.IsNullOrEmpty(value)) query.Add(name, value);
        return $"/my-work{query.ToQueryString()}";
    }

    private static bool Matches(InboxRow row, string text) =>
        row.SubjectName?.Contains(text, StringComparison.OrdinalIgnoreCase) == true || row.SubjectExternalId == text;

    private async Task<Dictionary<string, DateOnly>> BornAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.SubjectId).OfType<string>().Distinct().ToArray();
        return await db.Subjects.AsNoTracking().Where(s => ids.Contains(s.Id) && s.Kind != ReviewFlow.Workflows.People.SubjectKind.Service).ToDictionaryAsync(s => s.Id, s => s.BornOn, cancellation);
    }

    /// <summary>Siblings and same names, only where both are in this list (ruling 44).</summary>
    private async Task<Dictionary<string, string>> AlikeAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        var names = rows.Where(r => r.SubjectId is not null).GroupBy(r => r.SubjectId!).ToDictionary(g => g.Key, g => g.First().SubjectName ?? "", StringComparer.Ordinal);
        var ids = names.Keys.ToArray();
        var pairs = await db.SubjectAlike.AsNoTracking().Where(a => ids.Contains(a.SubjectId) && ids.Contains(a.OtherId)).ToListAsync(cancellation);
        return pairs.GroupBy(p => p.SubjectId).ToDictionary(g => g.Key, g => $"{g.First().Why} {UkWords.FirstName(names[g.First().OtherId])} is in this list", StringComparer.Ordinal);
    }
}
