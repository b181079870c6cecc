using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Calendars;

/// <summary>The days that are not worked. Every change is shown with the dates that it moves before it is saved.</summary>
public sealed class IndexModel(CalendarDesk desk, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    public IReadOnlyList<WorkingDayCalendar> Calendars { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<Proposal> Proposals { get; private set; } = [];

    /// <summary>What was typed, to show it again and to send it with the confirmation.</summary>
    public CalendarForm Typed { get; private set; } = new();

    [TempData]
    public string? Saved { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CalendarForm form, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return NotFound();
        Typed = form;
        var (proposed, problem) = Proposed(form);
        if (problem is not null) return Again(problem);
        if (form.Confirmed != "yes") return await PreviewAsync(proposed, cancellation);
        var moved = 0;
        foreach (var one in proposed) moved += await desk.SaveAsync(one.Calendar!, User.Actor(), one.Words, cancellation);
        Saved = $"{string.Join(' ', proposed.Select(p => p.Words))} {(moved == 1 ? "1 date has" : $"{moved} dates have")} moved, and those who hold them are told.";
        return RedirectToPage();
    }

    private async Task<IActionResult> PreviewAsync(IReadOnlyList<ProposedCalendar> proposed, CancellationToken cancellation)
    {
        var proposals = new List<Proposal>();
        foreach (var one in proposed) proposals.Add(new Proposal(one.Words, await desk.PreviewAsync(one.Calendar!, cancellation)));
        Proposals = proposals;
        return Page();
    }

    private (IReadOnlyList<ProposedCalendar> Proposed, string? Problem) Proposed(CalendarForm form)
    {
        if (form.Change == "import") return Imported(form.File);
        if (Calendars.FirstOrDefault(c => c.Id == form.Calendar) is not { } calendar) return ([], "Choose a calendar.");
        if (!TypedDate.TryRead(form.Day, out var day)) return ([], "Enter the day, like 26 6 2026.");
        var one = form.Change == "remove" ? CalendarChanges.Remove(calendar, day) : CalendarChanges.Add(calendar, day, form.Title);
        return one.Calendar is null ? ([], one.Words) : ([one], null);
    }

    private (IReadOnlyList<ProposedCalendar> Proposed, string? Problem) Imported(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return ([], "Paste the text of the file.");
        var read = BankHolidayFile.Read(text);
        if (read.Problems.Count > 0) return ([], string.Join(' ', read.Problems));
        var all = read.Calendars.Select(p => CalendarChanges.Import(Calendars.FirstOrDefault(c => c.Id == p.Id) ?? p, p)).ToList();
        var changed = all.Where(p => p.Calendar is not null).ToList();
        return changed.Count == 0 ? ([], string.Join(' ', all.Select(p => p.Words))) : (changed, null);
    }

    private PageResult Again(string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Today = UkWords.LocalDate(clock.Now());
        var organisation = await organisations.GetAsync(cancellation);
        if (!organisation.RolesOf(User.PersonId(), Today).Any(r => r.Role == Roles.Administrator)) return false;
        Calendars = [.. (await desk.AllAsync(cancellation)).Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
        return true;
    }

    /// <summary>A change with the dates that it would move.</summary>
    public sealed record Proposal(string Words, IReadOnlyList<MovedDate> Moved);
}

/// <summary>What the calendars page posts.</summary>
public sealed class CalendarForm
{
    /// <summary><c>add</c>, <c>remove</c> or <c>import</c>.</summary>
    public string? Change { get; set; }

    public string? Calendar { get; set; }

    public string? Day { get; set; }

    public string? Title { get; set; }

    /// <summary>Text of the published file.</summary>
    public string? File { get; set; }

    /// <summary><c>yes</c> once what moves was shown.</summary>
    public string? Confirmed { get; set; }
}
