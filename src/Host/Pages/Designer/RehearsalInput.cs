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
/// <param name="Late">Working days after the due date on which people do their own work; empty when they do it at once.</param>
public sealed record RehearsalInput(string? Start, string? Calendar, string? Answers, string? Late)
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
        var (after, late) = (Days(Answers, "answers", "when nobody answers", problems), Days(Late, "late", "when nobody is late", problems));
        return problems.Count > 0 ? (null, problems) : (new RehearsalSetup(process!.DefinitionId, start, calendar!) { AnswersAfter = after, LateBy = late }, problems);
    }

    private static int? Days(string? text, string field, string empty, List<(string, string)> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Rehearsal.LongestAnswer) return days;
        problems.Add((field, $"Give a number of working days from 0 to {Rehearsal.LongestAnswer}, or leave it empty {empty}."));
        return null;
    }
}
