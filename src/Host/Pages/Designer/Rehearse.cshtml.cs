using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Rehearsals;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>"Try it with a moved clock": who would get what and when. Reads only; its address holds all that was put in.</summary>
public sealed class RehearseModel(DesignerGate gate, DefinitionStore definitions, FactsCache facts, BusinessClock clock) : PageModel
{
    /// <summary>Definition that begins.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Process { get; set; }

    /// <summary>First day, as typed: <c>yyyy-MM-dd</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Start { get; set; }

    /// <summary>Calendar's id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Calendar { get; set; }

    /// <summary>Working days until an answer; empty when nobody answers.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Answers { get; set; }

    public IReadOnlyList<WorkflowDefinition> Processes { get; private set; } = [];

    public IReadOnlyList<WorkingDayCalendar> Calendars { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public RehearsalResult? Result { get; private set; }

    /// <summary>Name and version of what was rehearsed.</summary>
    public string Rehearsed => Processes.FirstOrDefault(p => p.DefinitionId == Process) is { } process ? $"{process.Name}, version {process.Version}" : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation)) return NotFound();
        var known = await facts.GetAsync(cancellation);
        Calendars = [.. known.Calendars.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];
        Processes = await ProcessesAsync(cancellation);
        if (Start is null)
        {
            (Start, Calendar) = (UkWords.LocalDate(clock.Now()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), known.DefaultCalendar);
            return Page();
        }

        if (Setup() is { } setup) Rehearse(setup, known);
        if (Problems.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IReadOnlyList<WorkflowDefinition>> ProcessesAsync(CancellationToken cancellation)
    {
        var found = new List<WorkflowDefinition>();
        foreach (var id in await definitions.PublishedIdsAsync(cancellation))
        {
            if (await definitions.LatestAsync(id, cancellation) is { } published) found.Add(published.Definition);
        }

        return [.. found.OrderBy(d => d.Name, StringComparer.Ordinal)];
    }

    private RehearsalSetup? Setup()
    {
        var problems = new List<(string, string)>();
        var process = Processes.FirstOrDefault(p => p.DefinitionId == Process);
        if (process is null) problems.Add(("process", "Choose a process."));
        if (!DateOnly.TryParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) || start.Year is < 2000 or > 2100)
            problems.Add(("start", "Give the first day as a date between 2000 and 2100, such as 2026-12-22."));
        var calendar = Calendars.FirstOrDefault(c => c.Id == Calendar);
        if (calendar is null) problems.Add(("calendar", "Choose a calendar."));
        int? after = int.TryParse(Answers, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
        if (!string.IsNullOrWhiteSpace(Answers) && after is not (>= 0 and <= Rehearsal.LongestAnswer))
            problems.Add(("answers", $"Give a number of working days from 0 to {Rehearsal.LongestAnswer}, or leave it empty when nobody answers."));
        Problems = problems;
        return problems.Count > 0 ? null : new RehearsalSetup(process!.DefinitionId, start, calendar!) { AnswersAfter = after };
    }

    private void Rehearse(RehearsalSetup setup, Facts known)
    {
        try
        {
            Result = Rehearsal.Run(setup, Processes, known);
        }
        catch (Exception failed) when (failed is ReviewFlowException or KeyNotFoundException or ArgumentException or NotSupportedException)
        {
            Problems = [("process", $"This process cannot be rehearsed: {failed.Message}")];
        }
    }
}
