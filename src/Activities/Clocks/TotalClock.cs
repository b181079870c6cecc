using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>The clock of a whole process, beside its steps.</summary>
/// <remarks>
/// Waits for an event that brings day 0, then warns (amber) and tells (red). It never ends by itself: it stands in a
/// branch of its own and goes when the process ends. (IRO Handbook 6.2; ruling 17.)
/// </remarks>
internal sealed class TotalClock : Activity
{
    private const string Name = "ReviewFlow.TotalClock";

    public static ActivityDescriptor Descriptor { get; } = new()
    {
        Type = "ReviewFlow.TotalClock",
        DisplayName = "Total clock",
        Category = "Clocks",
        Description = "Counts the working days of a whole process from the day that an event names, warns before the end and tells people at the end. Put it into a branch of its own: it ends with the process.",
        Inputs =
        [
            Field.Text("title", "Title", "What is counted, in plain words.") with { Default = "\"Whole process\"" },
            Field.Text("startEvent", "Started by", "Event that starts it; its payload's date (or dateOfDispute) is day 0. The same name with \"Moved\" at the end sets another day 0.") with { Required = true },
            Field.Number("workingDays", "Working days", "Length of the whole.") with { Default = "20" },
            Field.Number("amberAt", "Warn on day", "Working day at whose 09:00 people are warned.") with { Default = "15" },
            Field.Json("roles", "Who is told", "Roles that are warned and told.") with { Default = """["iro","iroManager"]""" },
            Field.Text("template", "Message", "Name of the message.") with { Default = "\"drp-total-clock\"" },
            Field.Calendar,
        ],
        Outcomes = [],
        Activity = new TotalClock(),
    };

    public override ActivityStep Start(ActivityContext context) => ActivityStep.Wait([For(context, StartEvent(context), clock: null)]);

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => stimulus switch
    {
        EventReceived received => Began(context, received.Payload),
        TimerElapsed timer => Elapsed(context, bookmark, timer),
        _ => base.Resume(context, bookmark, stimulus),
    };

    private static string StartEvent(ActivityContext context) => context.Text("startEvent") ?? "started";

    private static Bookmark For(ActivityContext context, string eventName, ClockWait? clock) =>
        context.NewBookmark(Name, clock: clock, payload: new JsonObject { ["EventName"] = eventName });

    private static ActivityStep Began(ActivityContext context, JsonNode? payload)
    {
        var calendar = context.Calendar(context.Text("calendar"));
        var day = Given.Date((payload?["date"] ?? payload?["dateOfDispute"])?.ToString()) ?? LocalTime.DayOf(calendar, context.Now);
        var days = context.Get("workingDays", 20);
        var clock = new ClockWait
        {
            Anchor = LocalTime.ToUtc(calendar, day, new TimeOnly(12, 0)),
            Rule = new ClockRule
            {
                WorkingDays = days,
                Calendar = context.Text("calendar"),
                Marks = ClockDefaults.TotalMarks(days, context.Get("amberAt", 15), Given.Texts(context, "roles")),
            },
        };
        var from = day.ToString("O", CultureInfo.InvariantCulture);
        return ActivityStep.Wait(
            [For(context, StartEvent(context) + "Moved", clock)],
            new RecordOnCase(context.Key("date"), "dateOfDispute", from),
            new RecordOnCase(context.Key("clock"), "totalClock", new JsonObject { ["from"] = from, ["due"] = Clock.DueAt(clock, calendar), ["workingDays"] = days }),
            new RecordEvent(context.Key("event"), "total-clock", $"{context.Text("title")}: {days} working days from {UkDates.Day(day)}", null));
    }

    private static ActivityStep Elapsed(ActivityContext context, Bookmark bookmark, TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(context, bookmark, timer);
        var template = context.Text("template") ?? "drp-total-clock";
        var alerts = elapsed.Effects("task").OfType<RaiseAlert>().Select(a => a with { Template = template });
        return ActivityStep.Wait([elapsed.Noted], [.. alerts]);
    }
}
