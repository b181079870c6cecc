using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities;

/// <summary>The clock of a piece of work, and what its marks do. Lateness alerts people; it never ends the work (domain 5c, stage clock).</summary>
internal static class Deadline
{
    /// <summary>The clock that starts now; null when neither days nor date are given.</summary>
    /// <param name="context">Inputs <c>workingDays</c> (or <c>dueWorkingDays</c>), <c>dueOn</c>, <c>calendar</c>, <c>ladder</c>, <c>reminders</c>.</param>
    /// <param name="dueOn">A date that goes before the working days.</param>
    public static ClockWait? Start(ActivityContext context, DateOnly? dueOn = null)
    {
        var days = Inputs.Number(context.Inputs["workingDays"]) ?? Inputs.Number(context.Inputs["dueWorkingDays"]);
        var date = dueOn ?? Inputs.Day(context.Inputs["dueOn"]);
        if (days is null && date is null) return null;
        return new ClockWait
        {
            Anchor = context.Now,
            Rule = new ClockRule
            {
                WorkingDays = date is null ? days : null,
                DueOn = date,
                Calendar = context.Text("calendar"),
                Marks = Marks(context),
            },
        };
    }

    /// <summary>What a mark that was reached does to the clock and to people.</summary>
    /// <param name="context">The run.</param>
    /// <param name="bookmark">The wait whose clock it is.</param>
    /// <param name="elapsed">The mark.</param>
    /// <param name="heldByOwner">Ruling 3: while the owner holds a returned request, nobody else is chased.</param>
    public static (ClockWait Clock, IReadOnlyList<Effect> Effects) Reached(ActivityContext context, Bookmark bookmark, TimerElapsed elapsed, bool heldByOwner = false)
    {
        var clock = bookmark.Clock!;
        var calendar = context.Calendar(clock.Rule.Calendar);
        var next = Clock.WithFired(clock, elapsed.Mark, calendar, context.Now);
        if (Clock.MarkOf(clock, elapsed.Mark) is not { } mark) return (next, []);
        var due = Clock.DueAt(clock, calendar);
        var roles = heldByOwner ? ["owner", "iroManager"] : mark.Roles;
        if (roles.Count == 0) return (next, []);
        var id = context.Key($"{elapsed.Mark}");
        var repeated = elapsed.Mark.Contains('#', StringComparison.Ordinal);
        Effect effect = mark.Kind switch
        {
            ClockMarkKind.Reminder or ClockMarkKind.LastCall => new Notify(id, mark.Template ?? Words(context, mark), roles, due, mark.Critical),
            _ when repeated => new Notify(id, mark.Template ?? Words(context, mark), roles, due, mark.Critical),
            _ => new RaiseAlert(id, bookmark.Id, elapsed.Mark, mark.Template ?? Words(context, mark), roles, due, mark.Critical),
        };
        if (mark.Kind is ClockMarkKind.Due && !repeated)
            return (next, [new RecordEvent(context.Key("missed"), "overdue", $"{bookmark.Task?.Title ?? context.ActivityId} was not done by {UkDates.Moment(calendar, due)}", null), effect]);
        return (next, [effect]);
    }

    private static IReadOnlyList<ClockMark> Marks(ActivityContext context)
    {
        var marks = new List<ClockMark>();
        if (Inputs.Flag(context.Inputs["reminders"], otherwise: true))
        {
            // Reminders of domain WD-7 and the last call of ruling 2; who holds the work is found when they go off.
            marks.AddRange(ClockDefaults.StageMarks(["holder"], []).Where(m => m.Kind is ClockMarkKind.Reminder or ClockMarkKind.LastCall));
        }
        var told = Inputs.List(context, "alert");
        marks.Add(new ClockMark { Key = Clock.Due, Kind = ClockMarkKind.Due, RepeatWorkingDays = 2, Roles = told.Count > 0 ? told : ["holder", "owner"] });
        marks.AddRange(Inputs.Objects(context, "ladder").Select(Rung));
        return marks;
    }

    private static ClockMark Rung(JsonObject rung, int index)
    {
        var after = Inputs.Number(rung["afterWorkingDays"]) ?? index + 1;
        return new ClockMark
        {
            Key = $"rung-{(index + 1).ToString(CultureInfo.InvariantCulture)}",
            Kind = ClockMarkKind.Rung,
            WorkingDays = after,
            TimeOfDay = Inputs.Text(rung["at"]) is { } at && TimeOnly.TryParse(at, CultureInfo.InvariantCulture, out var time) ? time : after == 0 ? null : new TimeOnly(9, 0),
            Roles = Inputs.List(rung["roles"]),
            Template = Inputs.Text(rung["template"]),
            Critical = Inputs.Flag(rung["critical"]),
        };
    }

    private static string Words(ActivityContext context, ClockMark mark)
    {
        var family = context.Text("templates") ?? "drp";
        return mark.Kind switch
        {
            ClockMarkKind.Reminder when mark.WorkingDays < 0 => $"{family}-due-in-2",
            ClockMarkKind.Reminder => $"{family}-due-today",
            ClockMarkKind.LastCall => $"{family}-last-call",
            ClockMarkKind.Warning => $"{family}-total-clock",
            _ => $"{family}-overdue",
        };
    }
}
