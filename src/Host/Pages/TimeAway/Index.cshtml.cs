using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.TimeAway;

/// <summary>Who is away and who covers: one's own days, and those of the people one may set cover for.</summary>
public sealed class IndexModel(CoverDesk desk, Handover handover, OrganisationCache organisations, BusinessClock clock) : AskPage
{
    private const int DaysBack = 30;

    public string Me { get; private set; } = "";

    public DateOnly Today { get; private set; }

    public IReadOnlyList<AbsenceView> Mine { get; private set; } = [];

    /// <summary>Whom I cover, now or later.</summary>
    public IReadOnlyList<AbsenceView> Covering { get; private set; } = [];

    /// <summary>People for whom I may set cover; empty for most.</summary>
    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    public IReadOnlyList<AbsenceView> Theirs { get; private set; } = [];

    public IReadOnlyList<DoneForMe> Done { get; private set; } = [];

    [TempData]
    public string? Saved { get; set; }

    public async Task OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation);

    /// <summary>Ends an absence: with the day typed as the last one away.</summary>
    public async Task<IActionResult> OnPostEndAsync(string person, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        if (!TypedDate.TryRead(post.Text("lastDay"), out var last)) return Again("Enter the last day away, like 26 6 2026", $"last-{person}-{from:yyyyMMdd}");
        var answer = await desk.EndAsync(User.Actor(), person, from, to, last, cancellation);
        if (!answer.Allowed) return Again(answer.Refused(), $"last-{person}-{from:yyyyMMdd}");
        Saved = last < from ? "The absence is taken away." : $"Back after {UkWords.Date(last)}. Work that cover held is with {UkWords.FirstName((await organisations.GetAsync(cancellation)).NameOf(person))} again then.";
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        (Me, Today) = (User.PersonId(), UkWords.LocalDate(clock.Now()));
        var organisation = await organisations.GetAsync(cancellation);
        var since = Today.AddDays(-DaysBack);
        Mine = AbsenceView.Of([Me], organisation, Today, since);
        var covered = organisation.Absences.Where(a => a.CoverId == Me && a.To >= Today).Select(a => a.PersonId).ToHashSet(StringComparer.Ordinal);
        Covering = [.. AbsenceView.Of(covered, organisation, Today, Today).Where(v => organisation.Absences.Any(a => a.CoverId == Me && a.PersonId == v.PersonId && a.From == v.From))];
        People = CoverRules.PeopleOf(Me, organisation, Today);
        Theirs = AbsenceView.Of([.. People.Select(p => p.Id)], organisation, Today, Today);
        Done = await handover.ReadAsync(Me, cancellation);
    }
}
