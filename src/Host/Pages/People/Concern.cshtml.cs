using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Api;
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

/// <summary>"Record a concern": the information and the issues on one page, of which only the issue must be typed.</summary>
public sealed class ConcernModel(PersonGate gate, ChildBannerReader banners, ConcernRecorder recorder, ReviewFlowDbContext db, FactsCache facts) : PageModel
{
    private const int ReviewWorkingDays = 10;

    [BindProperty]
    public ConcernDraft Draft { get; set; } = new();

    public ChildBanner Banner { get; private set; } = null!;

    public Concerned About { get; private set; } = null!;

    public AccessDecision Decision { get; private set; } = AccessDecision.Hide;

    public string? IroName { get; private set; }

    public string? DefaultOwner { get; private set; }

    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    public IReadOnlyList<OpenEpisode> Open { get; private set; } = [];

    public IReadOnlyList<(string Id, string Message)> Problems { get; private set; } = [];

    public string Operation { get; private set; } = Guid.CreateVersion7().ToString("N");

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        if (await EnterAsync(id, cancellation) is { } refused) return refused;
        Draft.Lines = [Fresh()];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string operation, string? @do, CancellationToken cancellation)
    {
        if (await EnterAsync(id, cancellation) is { } refused) return refused;
        Operation = operation;
        if (Draft.Lines.Count == 0) Draft.Lines = [Fresh()];
        if (@do == "add")
        {
            Draft.Lines.Add(Fresh());
            return Page();
        }

        Problems = Draft.Problems(About.Today, Decision.NeedsReason);
        if (Problems.Count > 0) return Again(StatusCodes.Status422UnprocessableEntity);
        var (link, problem) = await recorder.RecordAsync(Draft, About, operation, cancellation);
        if (problem is null) return Redirect(link!);
        Problems = [("issue-0", problem.Message)];
        return Again(Answers.Status(problem.Kind));
    }

    public string Error(string field) => Problems.FirstOrDefault(p => p.Id == field).Message ?? "";

    private PageResult Again(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(string id, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.StartConcern, cancellation);
        if (entry.Facts is null || entry.Decision.Verdict == AccessVerdict.Hidden) return NotFound();
        if (!entry.Allowed) return StatusCode(StatusCodes.Status403Forbidden);
        Decision = entry.Decision;
        await ReadAsync(entry, cancellation);
        return null;
    }

    private async Task ReadAsync(Entry entry, CancellationToken cancellation)
    {
        var subject = entry.Facts!.Subject;
        var reading = Reading.Of(entry, await facts.GetAsync(cancellation));
        var owns = subject.IroId is { } iro && (iro == entry.Actor.PersonId || entry.Organisation.Covers(entry.Actor.PersonId, iro, reading.Area, entry.Today));
        About = new Concerned(entry.Actor, subject.Id, owns, entry.Today, WorkingDays.Add(reading.Calendar, entry.Today, ReviewWorkingDays));
        Banner = await banners.ReadAsync(subject, reading, null, cancellation);
        IroName = subject.IroId is null ? null : reading.NameOf(subject.IroId);
        DefaultOwner = RoleResolver.Resolve(Roles.TeamManager, new CaseRoles { Subject = subject }, entry.Organisation, entry.Today, reading.Area).PersonId;
        People = [.. entry.Organisation.People.Where(p => entry.Organisation.InPost(p.Id, entry.Today)).OrderBy(p => p.Name, StringComparer.CurrentCulture)];
        var open = await db.CasesVisibleTo(Access.VisibleTo(entry.Organisation, entry.Actor, entry.Today), entry.Today).AsNoTracking()
            .Where(c => c.SubjectId == subject.Id && c.Status == CaseStatus.Open).OrderByDescending(c => c.OpenedAt).ToListAsync(cancellation);
        Open = [.. open.Select(c => new OpenEpisode(c.Id, c.Reference ?? c.Title, c.Stage is null ? c.Title : $"{c.Title}, {c.Stage}", UkWords.Date(UkWords.LocalDate(c.OpenedAt))))];
    }

    private IssueDraft Fresh() => new() { Owner = DefaultOwner };
}
