using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Rehearsals;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>"Try it with a moved clock": who would get what and when. Reading changes nothing, and its address holds all that was put in.</summary>
public sealed class RehearseModel(DesignerGate gate, DefinitionStore store, RehearsalShelf shelf, DesignDesk desk, FactsCache facts, BusinessClock clock) : PageModel
{
    private const int LongestName = 80;

    /// <summary>Key of what begins, see <see cref="Rehearsable"/>.</summary>
    [BindProperty(SupportsGet = true)] public string? Process { get; set; }

    /// <summary>First day, as typed: <c>yyyy-MM-dd</c>.</summary>
    [BindProperty(SupportsGet = true)] public string? Start { get; set; }

    /// <summary>Calendar's id.</summary>
    [BindProperty(SupportsGet = true)] public string? Calendar { get; set; }

    /// <summary>Working days until an answer; empty when nobody answers.</summary>
    [BindProperty(SupportsGet = true)] public string? Answers { get; set; }

    [BindProperty(SupportsGet = true)] public string? Late { get; set; }

    /// <summary>Id of the saved rehearsal that is played again.</summary>
    [BindProperty(SupportsGet = true)] public string? Saved { get; set; }

    /// <summary>Name under which the outcome is kept.</summary>
    [BindProperty] public string? Name { get; set; }

    public IReadOnlyList<Rehearsable> Processes { get; private set; } = [];

    public IReadOnlyList<WorkingDayCalendar> Calendars { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public RehearsalResult? Result { get; private set; }

    /// <summary>Saved rehearsals of the chosen process.</summary>
    public IReadOnlyList<SavedRehearsal> Kept { get; private set; } = [];

    /// <summary>The saved rehearsal that is played again; null when none is.</summary>
    public SavedRehearsal? Again => Kept.FirstOrDefault(k => k.Id == Saved);

    /// <summary>What is different from what was saved.</summary>
    public IReadOnlyList<string> Differences => Again is { } saved && Result is { } result ? RehearsalDifference.Between(saved.Expected, RehearsalLine.Of(result)) : [];

    public string? Done { get; private set; }

    /// <summary>Name and version of what was rehearsed.</summary>
    public string Rehearsed => Processes.FirstOrDefault(p => p.Key == Process)?.Words ?? "";

    private string DefinitionId => Process?.Split(':')[0] ?? "";

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        Done = done switch
        {
            "saved" => "Saved. It is played before each publishing, and must give the same.",
            "dropped" => "Deleted. It is not played before publishing any more.",
            _ => null,
        };
        if (Again is { } saved && Start is null)
            (Start, Calendar, Answers, Late) = (saved.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), saved.CalendarId, saved.AnswersAfter?.ToString(CultureInfo.InvariantCulture), saved.LateBy?.ToString(CultureInfo.InvariantCulture));
        if (Start is null)
        {
            (Start, Calendar) = (UkWords.LocalDate(clock.Now()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (await facts.GetAsync(cancellation)).DefaultCalendar);
            return Page();
        }

        await PlayAsync(cancellation);
        return Shown();
    }

    /// <summary>Keeps the outcome, to be expected again.</summary>
    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        await PlayAsync(cancellation);
        Name = Name?.Trim();
        if (Result is { } played)
        {
            if (Name is null or { Length: 0 or > LongestName }) Problems = [("name", $"Give it a name of {LongestName} characters at most, such as “Over Christmas, nobody answers”.")];
            else if (Again is null && Kept.Count >= RehearsalShelf.MostOfOne) Problems = [("name", $"A process has {RehearsalShelf.MostOfOne} saved rehearsals at most. Delete one first.")];
            else return await KeepAsync(played, Name, cancellation);
        }

        return Shown();
    }

    /// <summary>Forgets a saved rehearsal.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation) || Again is not { } saved) return NotFound();
        await shelf.DropAsync(saved.DefinitionId, saved.Id, cancellation);
        await desk.WriteAsync(saved.DefinitionId, User.PersonId(), DesignDeed.RehearsalDropped, saved.Name, cancel: cancellation);
        return RedirectToPage(new { process = Process, done = "dropped" });
    }

    private async Task<IActionResult> KeepAsync(RehearsalResult played, string name, CancellationToken cancellation)
    {
        var setup = played.Setup;
        var saved = new SavedRehearsal(Again?.Id ?? Guid.CreateVersion7().ToString("N"), DefinitionId, name, setup.Start, setup.Calendar.Id, setup.AnswersAfter, RehearsalLine.Of(played), User.PersonId(), clock.Now()) { LateBy = setup.LateBy };
        // Another start, calendar or answer makes another rehearsal; only its outcome and name are brought up to date.
        if (Again is { } before && (before.Start, before.CalendarId, before.AnswersAfter, before.LateBy) != (saved.Start, saved.CalendarId, saved.AnswersAfter, saved.LateBy)) saved = saved with { Id = Guid.CreateVersion7().ToString("N") };
        await shelf.PutAsync(saved, cancellation);
        await desk.WriteAsync(DefinitionId, User.PersonId(), DesignDeed.RehearsalKept, name, cancel: cancellation);
        return RedirectToPage(new { process = Process, done = "saved" });
    }

    private PageResult Shown()
    {
        if (Problems.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task PlayAsync(CancellationToken cancellation)
    {
        var process = await DefinitionAsync(cancellation);
        (var setup, Problems) = new RehearsalInput(Start, Calendar, Answers, Late).Read(process, Calendars);
        if (setup is null) return;
        try
        {
            Result = await shelf.PlayAsync(process!, setup, cancellation);
        }
        catch (Exception failed) when (RehearsalShelf.IsOfTheProcess(failed))
        {
            Problems = [("process", $"This process cannot be rehearsed: {failed.Message}")];
        }
    }

    private async Task<WorkflowDefinition?> DefinitionAsync(CancellationToken cancellation) =>
        Processes.FirstOrDefault(p => p.Key == Process) is { } chosen && await store.ContentAsync(chosen.VersionId, cancellation) is { } content ? DefinitionReader.Read(content).Definition : null;

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation)) return false;
        Calendars = [.. (await facts.GetAsync(cancellation)).Calendars.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
        Processes =
        [
            .. (await store.EntriesAsync(cancellation)).Where(e => e.IsPublished || e.IsDraft).OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Version)
                .Select(e => new Rehearsable(e.IsDraft ? $"{e.DefinitionId}:draft" : e.DefinitionId, $"{e.Name}, {(e.IsDraft ? "draft of version" : "version")} {e.Version}", e.Id)),
        ];
        Kept = DefinitionId.Length == 0 ? [] : await shelf.OfAsync(DefinitionId, cancellation);
        return true;
    }
}
