using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>
/// The clock of the whole process, above the stages' clocks. Starts with an event that brings its day 0, warns, and goes
/// on showing after its end; it never moves the process. (Domain 5c, overall clock; ruling 17.)
/// </summary>
public sealed class TotalClock : Activity
{
    private const string EventBookmark = "Elsa.Event";

    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.TotalClock",
        DisplayName = "Total clock",
        Category = "Clocks",
        Description = "Counts the working days of the whole process from the day that an event brings. Amber and red alert; they never move the process.",
        Activity = new TotalClock(),
        Inputs =
        [
            new() { Name = "workingDays", DisplayName = "Working days", TypeName = "Int32", Default = "20" },
            new() { Name = "startEvent", DisplayName = "Starts with event", Description = "Its payload's date field is day 0. The event with Moved at its end moves day 0.", Required = true },
            new() { Name = "dateField", DisplayName = "Date field", Description = "Member of the payload that holds day 0.", Default = "\"dateOfDispute\"" },
            new() { Name = "amberAt", DisplayName = "Amber at day", TypeName = "Int32", Default = "15" },
            new() { Name = "alert", DisplayName = "Told at amber and red", TypeName = "Object", Editor = "json-editor" },
            Described.Clock.First(i => i.Name == "calendar"),
        ],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) =>
        ActivityStep.Wait([Listen(context, Inputs.Needed(context, "startEvent"))]);

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        EventReceived received => Begin(context, received),
        TimerElapsed elapsed => GoOn(context, bookmark, elapsed),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static ActivityStep Begin(ActivityContext context, EventReceived received)
    {
        var calendar = context.Calendar(context.Text("calendar"));
        var field = context.Text("dateField") ?? "dateOfDispute";
        var day = Inputs.Day(received.Payload?[field]) ?? LocalTime.DayOf(calendar, context.Now);
        var days = Inputs.Number(context.Inputs["workingDays"]) ?? 20;
        var amber = Inputs.Number(context.Inputs["amberAt"]) ?? 15;
        var told = Inputs.List(context, "alert");
        var clock = new ClockWait
        {
            Anchor = LocalTime.ToUtc(calendar, day, new TimeOnly(0, 0)),
            Rule = new ClockRule { WorkingDays = days, Calendar = context.Text("calendar"), Marks = ClockDefaults.TotalMarks(days, amber, told.Count > 0 ? told : ["iro", "iroManager"]) },
        };
        var due = Clock.DueAt(clock, calendar);
        var moved = Inputs.Needed(context, "startEvent") + "Moved";
        return ActivityStep.Wait(
            [context.NewBookmark("ReviewFlow.TotalClock", clock: clock), Listen(context, moved)],
            new RecordOnCase(context.Key("from"), "dateOfDispute", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            new RecordOnCase(context.Key("clock"), "totalClock", new JsonObject
            {
                ["from"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["due"] = due,
                ["workingDays"] = days,
            }));
    }

    private static ActivityStep GoOn(ActivityContext context, Bookmark bookmark, TimerElapsed elapsed)
    {
        var (clock, effects) = Deadline.Reached(context, bookmark, elapsed);
        return ActivityStep.Wait([.. context.Bookmarks.Select(b => b.Id == bookmark.Id ? b with { Clock = clock } : b)], effects);
    }

    private static Bookmark Listen(ActivityContext context, string name) =>
        context.NewBookmark(EventBookmark, payload: new JsonObject { ["EventName"] = name });
}
