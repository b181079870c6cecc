using System.Globalization;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Rehearsals;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>A process that can be rehearsed: what is in force, or a draft.</summary>
/// <param name="Key">How addresses name it: the definition's id, for a draft with <c>:draft</c> after it.</param>
/// <param name="Words">How people name it.</param>
/// <param name="VersionId">Version or draft.</param>
public sealed record Rehearsable(string Key, string Words, string VersionId);

/// <summary>What was typed into the rehearsal's form, and what is wrong with it.</summary>
/// <param name="Start">First day, <c>yyyy-MM-dd</c>.</param>
/// <param name="Calendar">Calendar's id.</param>
/// <param name="Answers">Working days until an answer; empty when nobody answers.</param>
public sealed record RehearsalInput(string? Start, string? Calendar, string? Answers)
{
    /// <summary>Reads it.</summary>
    /// <returns>What to play; null when there are problems, by field.</returns>
    public (RehearsalSetup? Setup, IReadOnlyList<(string Field, string Message)> Problems) Read(WorkflowDefinition? process, IReadOnlyList<WorkingDayCalendar> calendars)
    {
        var problems = new List<(string, string)>();
        if (process is null) problems.Add(("process", "Choose a process."));
        if (!DateOnly.TryParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) || start.Year is < 2000 or > 2100)
            problems.Add(("start", "Give the first day as a date between 2000 and 2100, such as 2026-12-22."));
        var calendar = calendars.FirstOrDefault(c => c.Id == Calendar);
        if (calendar is null) problems.Add(("calendar", "Choose a calendar."));
        int? after = int.TryParse(Answers, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
        if (!string.IsNullOrWhiteSpace(Answers) && after is not (>= 0 and <= Rehearsal.LongestAnswer))
            problems.Add(("answers", $"Give a number of working days from 0 to {Rehearsal.LongestAnswer}, or leave it empty when nobody answers."));
        return problems.Count > 0 ? (null, problems) : (new RehearsalSetup(process!.DefinitionId, start, calendar!) { AnswersAfter = after }, problems);
    }
}
