using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Clocks;

/// <summary>A mark of a wait's clock that has just been reached: what is asked of the world, and the clock afterwards.</summary>
internal sealed class ElapsedMark
{
    private readonly ActivityContext _context;
    private readonly Bookmark _bookmark;
    private readonly TimerElapsed _timer;
    private readonly ClockWait _clock;
    private readonly WorkingDayCalendar _calendar;

    public ElapsedMark(ActivityContext context, Bookmark bookmark, TimerElapsed timer)
    {
        (_context, _bookmark, _timer) = (context, bookmark, timer);
        _clock = bookmark.Clock!;
        _calendar = context.Calendar(_clock.Rule.Calendar);
        Mark = Clock.MarkOf(_clock, timer.Mark);
    }

    /// <summary>The mark; null for one that the clock does not have (any more).</summary>
    public ClockMark? Mark { get; }

    /// <summary>Whether it repeats a moment that was passed before.</summary>
    public bool IsRepetition => _timer.Mark.Contains('#', StringComparison.Ordinal);

    public DateTimeOffset DueAt => Clock.DueAt(_clock, _calendar);

    /// <summary>The wait with the mark noted, so that it fires once.</summary>
    public Bookmark Noted => _bookmark with { Clock = Clock.WithFired(_clock, _timer.Mark, _calendar, _context.Now) };

    /// <summary>
    /// Reminders and repetitions are notices; the due moment, rungs and warnings are alerts. Repetitions are for the
    /// digest only (ruling 2).
    /// </summary>
    /// <param name="templates">First part of the messages' names.</param>
    /// <param name="roles">Who is told instead of those whom the mark names.</param>
    public IReadOnlyList<Effect> Effects(string templates, IReadOnlyList<string>? roles = null)
    {
        if (Mark is null) return [];
        var told = roles ?? Mark.Roles;
        if (told.Count == 0) return [];
        return Mark.Kind switch
        {
            ClockMarkKind.Reminder or ClockMarkKind.LastCall => [Notice(Mark.Template ?? $"{templates}-{Suffix(Mark)}", told)],
            _ when IsRepetition => [Notice($"{templates}-overdue", ["holder"], digest: true)],
            _ => [new RaiseAlert(_context.Key("alert"), _bookmark.Id, Mark.Key, Mark.Template ?? $"{templates}-overdue", told, DueAt, Mark.Critical)],
        };
    }

    private Notify Notice(string template, IReadOnlyList<string> roles, bool digest = false)
    {
        var data = new JsonObject { ["asked"] = _bookmark.Task?.Title };
        if (digest) data["digest"] = true;
        return new Notify(_context.Key("notice"), template, roles, DueAt, Mark!.Critical, data, _bookmark.Id);
    }

    private static string Suffix(ClockMark mark) => mark switch
    {
        { Kind: ClockMarkKind.LastCall } => "last-call",
        { WorkingDays: 0 } => "due-today",
        _ => "due-in-2",
    };
}
