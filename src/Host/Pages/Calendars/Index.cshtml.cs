using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Calendars;

/// <summary>The days that are not worked. Every change is shown with the dates that it moves before it is saved.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, CalendarDesk desk, OrganisationCache organisations, BusinessClock clock, Administration administration) : AskPage
{
    /// <summary>Moved dates shown in a preview; all of them move.</summary>
    public const int Shown = 100;

    /// <summary>In bytes. The published file has some 30,000.</summary>
    private const int LargestFile = 500_000;

    public IReadOnlyList<WorkingDayCalendar> Calendars { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public IReadOnlyList<Preview> Previews { get; private set; } = [];

    /// <summary>What was typed, to show it again and to send it with the confirmation.</summary>
    public CalendarForm Form { get; private set; } = new();

    /// <summary>The latest changes in words, newest first.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    [TempData]
    public string? Saved { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CalendarForm form, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return NotFound();
        Form = form;
        if (form.Upload is { Length: > LargestFile }) return Again("This file is too large to be the table of bank holidays.", "file");
        if (form.Upload is { Length: > 0 } upload) form.File = await TextAsync(upload, cancellation);
        var proposal = CalendarProposal.Of(form, Calendars);
        if (proposal.Problem is { } problem) return Again(problem, proposal.Field ?? "calendar");
        if (form.Confirmed != "yes") return await PreviewAsync(proposal, cancellation);
        var moved = 0;
        foreach (var one in proposal.Changed) moved += await desk.SaveAsync(one.Calendar!, User.Actor(), one.Words, cancellation);
        Saved = $"The days are saved. {(moved == 1 ? "1 date has" : $"{moved} dates have")} moved, and those who hold them are told.";
        return RedirectToPage();
    }

    private async Task<IActionResult> PreviewAsync(CalendarProposal proposal, CancellationToken cancellation)
    {
        var previews = new List<Preview>();
        foreach (var one in proposal.Changed) previews.Add(new Preview(one.Words, await desk.PreviewAsync(one.Calendar!, cancellation)));
        Previews = previews;
        return Page();
    }

    private static async Task<string> TextAsync(IFormFile upload, CancellationToken cancellation)
    {
        using var reader = new StreamReader(upload.OpenReadStream());
        return await reader.ReadToEndAsync(cancellation);
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return false;
        Today = UkWords.LocalDate(clock.Now());
        Calendars = [.. (await desk.AllAsync(cancellation)).Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
        var organisation = await organisations.GetAsync(cancellation);
        var rows = await db.AccessLog.AsNoTracking().Where(a => a.Action == "ChangeCalendar").OrderByDescending(a => a.At).Take(10).ToListAsync(cancellation);
        Changes = [.. rows.Select(r => $"{UkWords.Moment(r.At)}, {organisation.NameOf(r.PersonId)}: {r.Detail}")];
        return true;
    }

    /// <summary>A change with the dates that it would move.</summary>
    public sealed record Preview(string Words, IReadOnlyList<MovedDate> Moved);
}
