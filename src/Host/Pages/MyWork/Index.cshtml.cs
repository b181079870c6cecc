using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.MyWork;

/// <summary>The one work list. Folders as in the guidance (Current work: Incoming work, Incomplete work, Incoming requests), then views.</summary>
public sealed class IndexModel(InboxQueries inbox, ReviewFlowDbContext db, FactsCache facts, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    /// <summary>Rows of one page of the list.</summary>
    public const int PageRows = 100;

    [BindProperty(SupportsGet = true)]
    public string? Folder { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Child { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Only { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? AfterAt { get; set; }

    public InboxCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public IReadOnlyList<WorkGroup> Groups { get; private set; } = [];

    public InboxKey? Next { get; private set; }

    public int Shown => Groups.Sum(g => g.Rows.Count);

    public int Read { get; private set; }

    public bool Filtered => !string.IsNullOrWhiteSpace(Child) || !string.IsNullOrEmpty(Only);

    public string CalendarName { get; private set; } = "";

    public string HeadingText => FolderChoice.Find(Folder)?.Title ?? "All current";

    public string FilterWords => string.Join(", ", new[]
    {
        string.IsNullOrWhiteSpace(Child) ? null : $"Child: {Child}",
        OnlyChoice.Words(Only),
    }.OfType<string>());

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var actor = User.Actor();
        var known = await facts.GetAsync(cancellation);
        var calendar = known.Calendars[known.DefaultCalendar];
        CalendarName = calendar.Name;
        var now = clock.Now();
        var choice = FolderChoice.Find(Folder) ?? FolderChoice.All;
        Counts = await inbox.CountsAsync(actor, cancellation);
        var page = await inbox.PageAsync(actor, new InboxQuery(choice.Inbox, choice.Waiting, After is null ? null : new InboxKey(AfterAt, After), PageRows), cancellation);
        Next = page.Next;
        Read = page.Rows.Count;
        var people = await organisations.GetAsync(cancellation);
        var born = await BornAsync(page.Rows, cancellation);
        var alike = await AlikeAsync(page.Rows, cancellation);
        var today = LocalTime.DayOf(calendar, now);
        var rows = page.Rows
            .Where(r => OnlyChoice.Fits(Only, r, today, calendar))
            .Where(r => string.IsNullOrWhiteSpace(Child) || Matches(r, Child.Trim()))
            .Select(r => WorkRow.Of(r, born, alike, now, calendar, actor.PersonId, people.NameOf));
        Groups = [.. rows.GroupBy(r => r.Group).OrderBy(g => g.Key).Select(g => new WorkGroup(WorkRow.GroupTitle(g.Key), [.. g]))];
    }

    private static bool Matches(InboxRow row, string text) =>
        row.SubjectName?.Contains(text, StringComparison.OrdinalIgnoreCase) == true || row.SubjectExternalId == text;

    private async Task<Dictionary<string, DateOnly>> BornAsync(IReadOnlyList<InboxRow> rows, CancellationToken cancellation)
    {
        var ids = rows.Select(r => r.SubjectId).OfType<string>().Distinct().ToArray();
        return await db.Subjects.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.BornOn, cancellation);
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
