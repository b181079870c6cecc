using System.Text.Json.Nodes;
using ReviewFlow.Activities;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>What is put into a rehearsal.</summary>
/// <param name="DefinitionId">The definition that begins.</param>
/// <param name="Start">First day; it begins at 9am of the calendar's zone, on a day off too.</param>
/// <param name="Calendar">Which days count.</param>
public sealed record RehearsalSetup(string DefinitionId, DateOnly Start, WorkingDayCalendar Calendar)
{
    /// <summary>Working days after which whoever is asked responds, at 10am; 0 for the same day; null: nobody ever answers.</summary>
    public int? AnswersAfter { get; init; }

    /// <summary>
    /// Working days after its due date on which people do a piece of their own work, at 10am; so reminders and alerts are seen
    /// too. Null: everybody does it at once, as they do what has no due date.
    /// </summary>
    public int? LateBy { get; init; }

    /// <summary>Inputs of the definition by name; null for none.</summary>
    public JsonObject? Input { get; init; }
}

/// <summary>What a rehearsal brought to light.</summary>
/// <param name="Setup">What was put in.</param>
/// <param name="Events">Everything that happened, oldest first.</param>
/// <param name="Ending">Where it ends, in words.</param>
/// <param name="Failed">Whether a step broke.</param>
public sealed record RehearsalResult(RehearsalSetup Setup, IReadOnlyList<RehearsalEvent> Events, string Ending, bool Failed);

/// <summary>
/// "Try it with a moved clock": the same engine and activities as in earnest, in memory, with roles in place of people
/// and a clock that is turned from one moment to the next. Pure: no case is made and nobody is told anything.
/// </summary>
public static class Rehearsal
{
    private static readonly ActivityCatalog s_catalog = ReviewFlowActivities.AddTo(BuiltInActivities.AddTo(new ActivityCatalog()));

    /// <summary>Most working days that an answer may be put off; later than this a process has long ended.</summary>
    public const int LongestAnswer = 60;

    /// <summary>Plays a process to its end, or for 400 days.</summary>
    /// <param name="setup">What begins, when, and who answers.</param>
    /// <param name="definitions">The definition, a draft too, and all that it may start or use.</param>
    /// <param name="facts">What bursts may know; the calendar of <paramref name="setup"/> takes the place of the organisation's.</param>
    /// <exception cref="KeyNotFoundException">A definition that is to begin is not among them.</exception>
    /// <exception cref="ArgumentException">A workflow used as an activity is not among them.</exception>
    /// <exception cref="ReviewFlowException">The process runs in circles.</exception>
    public static RehearsalResult Run(RehearsalSetup setup, IReadOnlyList<WorkflowDefinition> definitions, Facts facts)
    {
        var calendar = setup.Calendar;
        var known = new Dictionary<string, WorkingDayCalendar>(facts.Calendars, StringComparer.Ordinal) { [calendar.Id] = calendar };
        var here = facts with { Calendars = known, DefaultCalendar = calendar.Id };
        return new RehearsalPlay(setup, new WorkflowEngine(s_catalog), definitions, here).Play();
    }
}
