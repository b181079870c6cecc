using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Waits on a clock of its own; whatever wakes it ends it.</summary>
internal abstract class TimerActivity(string name) : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        if (context.IsTrigger || Due(context) is not { } rule) return ActivityStep.Complete();
        var payload = new JsonObject { ["ResumeAt"] = (rule.At ?? context.Now + rule.Delay!.Value).UtcDateTime.ToString("O", CultureInfo.InvariantCulture) };
        return ActivityStep.Wait([context.NewBookmark(name, clock: new ClockWait { Rule = rule, Anchor = context.Now }, payload: payload, autoBurn: true)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => ActivityStep.Complete();

    /// <summary>When it is due; null for at once.</summary>
    protected abstract ClockRule? Due(ActivityContext context);

    /// <summary>A duration as <c>d.hh:mm:ss</c> or ISO 8601.</summary>
    protected static TimeSpan Duration(ActivityContext context, string input)
    {
        var text = context.Text(input) ?? throw new InvalidInputException(input, "a duration");
        return Duration(text) ?? throw new InvalidInputException(input, "a duration such as 1.12:00:00 or P1DT12H");
    }

    /// <summary>The duration that a text means; null when it means none, or one that runs backwards.</summary>
    public static TimeSpan? Duration(string text)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)) return span >= TimeSpan.Zero ? span : null;
        try
        {
            return XmlConvert.ToTimeSpan(text) is var duration && duration >= TimeSpan.Zero ? duration : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The moment that a text means, UTC unless it says otherwise; null when it means none.</summary>
    public static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}

/// <summary>Waits for a length of time, day or night.</summary>
internal sealed class Delay() : TimerActivity("Elsa.Delay")
{
    protected override ClockRule Due(ActivityContext context) => new() { Delay = Duration(context, "timeSpan") };
}

/// <summary>Waits one interval; as a trigger it starts the workflow at each.</summary>
internal sealed class Timer() : TimerActivity("Elsa.Timer")
{
    protected override ClockRule Due(ActivityContext context) => new() { Delay = Duration(context, "interval") };
}

/// <summary>Waits for the next moment of a cron expression (UTC).</summary>
internal sealed class Cron() : TimerActivity("Elsa.Cron")
{
    protected override ClockRule? Due(ActivityContext context)
    {
        var expression = CronExpression.Parse(context.Text("cronExpression") ?? "") ?? throw new InvalidInputException("cronExpression", "a cron expression with six fields");
        return new() { At = expression.Next(context.Now) ?? throw new InvalidInputException("cronExpression", "a cron expression that comes true some day") };
    }
}

/// <summary>Waits for a moment; one in the past does not wait.</summary>
internal sealed class StartAt() : TimerActivity("Elsa.StartAt")
{
    protected override ClockRule? Due(ActivityContext context)
    {
        var text = context.Text("dateTime") ?? throw new InvalidInputException("dateTime", "a moment");
        var at = Moment(text) ?? throw new InvalidInputException("dateTime", "a moment such as 2026-06-16T09:00:00Z");
        return at <= context.Now ? null : new() { At = at };
    }
}
