using System.Globalization;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

/// <summary>Who is told when a request is late: whoever holds the work (ruling 3).</summary>
internal sealed partial class RequestRun
{
    private const string ResponderMark = "responder-";

    public ActivityStep Elapsed(TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(_context, _owner!, timer);
        _owner = elapsed.Noted;
        _effects.AddRange(elapsed.Effects(_templates, Told(elapsed.Mark)));
        return Wait();
    }

    /// <summary>Null: those whom the mark names.</summary>
    private IReadOnlyList<string>? Told(ClockMark? mark)
    {
        if (mark is null || mark.Kind is ClockMarkKind.Reminder or ClockMarkKind.LastCall) return null;
        var isTheirs = mark.Key.StartsWith(ResponderMark, StringComparison.Ordinal);
        if (isTheirs) return mark.Key == Responder && _memory.Phase == RequestPhase.Sent ? null : [];
        return _memory.Phase != RequestPhase.Sent || _context.Now < GraceUntil ? Given.Texts(_context, "returnedRoles") : null;
    }

    private string Responder => ResponderMark + _memory.Returns.ToString(CultureInfo.InvariantCulture);

    /// <summary>Close of business of the first working day after the latest resend; long ago when there was none.</summary>
    private DateTimeOffset GraceUntil => _memory.ResentAt is { } resent
        ? LocalTime.ToUtc(Calendar, WorkingDays.Add(Calendar, LocalTime.DayOf(Calendar, resent), 1), _owner!.Clock!.Rule.CloseOfBusiness)
        : DateTimeOffset.MinValue;

    // Due before they have had a working day: their own alert comes when they have had it.
    private void GraceForResponder()
    {
        if (_owner?.Clock is not { } clock || DueAt is not { } due || GraceUntil <= due || clock.Rule.Marks.Any(m => m.Key == Responder)) return;
        var days = WorkingDays.Between(Calendar, LocalTime.DayOf(Calendar, due), LocalTime.DayOf(Calendar, GraceUntil));
        var missed = clock.Rule.Marks.First(m => m.Key == Clock.Due);
        var mark = new ClockMark { Key = Responder, Kind = ClockMarkKind.Rung, WorkingDays = days, Roles = missed.Roles, Template = missed.Template, Own = true };
        _owner = _owner with { Clock = clock with { Rule = clock.Rule with { Marks = [.. clock.Rule.Marks, mark] } } };
    }
}
