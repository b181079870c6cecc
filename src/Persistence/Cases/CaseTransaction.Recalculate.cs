using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private const string TotalClockName = "ReviewFlow.TotalClock";

    /// <summary>
    /// Brings the stored dates of a case's running clocks in line with the calendars as they are now. Each date that moves
    /// is put on record, the old beside the new, and its holders are told; asking again changes nothing (domain 0.1).
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="actor">Who changed the calendar; null when a host caught up with it by itself.</param>
    /// <param name="why">What changed, in words, for the record.</param>
    /// <param name="cancel">Gives up waiting for the case.</param>
    /// <returns>How many dates moved.</returns>
    internal async Task<int> RecalculateAsync(string caseId, Actor? actor, string why, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, caseId, new Wanting(), cancel);
        session.Now = clock.Now();
        if (loaded.Cases.Count == 0) return 0;
        var opened = loaded.Cases[0];
        var bursts = new CaseBursts(engine, definitions, session, opened, actor);
        var hands = new Hands(session, opened, new CaseRecord(opened, session), bursts);
        var (moved, armed) = (0, false);
        foreach (var instance in opened.Instances.Values.Where(i => i.Row.Status == WorkflowStatus.Running).ToList())
        {
            Bookmark[] clocks = [.. (instance.State?.Bookmarks ?? []).Where(b => b.Clock is not null)];
            foreach (var bookmark in clocks)
            {
                armed = true;
                if (Realign(hands, instance, bookmark, actor, why)) moved++;
            }
        }

        if (!armed) return 0;
        await CaseWriter.CommitAsync(session, [opened], [], cancel);
        if (bursts.NextAlarm is { } alarm) AlarmSet?.Invoke(alarm);
        return moved;
    }

    private static bool Realign(Hands hands, OpenedInstance instance, Bookmark bookmark, Actor? actor, string why)
    {
        var due = Clocks.DueAt(bookmark.Clock!, hands.Session.Facts);
        var whole = bookmark.Name == TotalClockName;
        var task = hands.Case.Tasks.GetValueOrDefault(bookmark.Id)?.Row;
        var old = whole ? hands.Case.Row.TotalClockDue : task?.DueAt;
        if (old is null || old == due)
        {
            // Nobody is shown a date that moves; its marks may lie elsewhere all the same.
            hands.Bursts.Arm(instance, bookmark);
            return false;
        }

        var live = bookmark with { Clock = Ahead(bookmark.Clock!, due, hands.Session.Now) };
        Replace(hands, instance, bookmark, live, First(live, hands.Session), "clock-moved");
        if (whole) TotalMoved(hands, instance, live, due);
        var title = whole ? "Whole process" : task!.Title;
        hands.Record.Event(instance.Row.Id, "date-moved", $"{title}: due {UkWords.Moment(due)} instead of {UkWords.Moment(old.Value)}. {why}", actor);
        hands.Record.Audit("clock.recalculated", actor, bookmark.Id, new JsonObject { ["from"] = old.Value.ToString("O"), ["to"] = due.ToString("O"), ["why"] = why });
        return true;
    }

    // A date that lies ahead again is reminded of and missed anew; the miss of the old one stays on record.
    private static ClockWait Ahead(ClockWait clock, DateTimeOffset due, DateTimeOffset now)
    {
        if (due <= now || !clock.Fired.Contains(Clock.Due)) return clock;
        var rungs = clock.Rule.Marks.Where(m => m.Kind == ClockMarkKind.Rung).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        return clock with { Fired = [.. clock.Fired.Where(f => rungs.Contains(f.Split('#')[0]))], AcknowledgedAt = null };
    }

    private static void TotalMoved(Hands hands, OpenedInstance instance, Bookmark bookmark, DateTimeOffset due)
    {
        if (hands.Case.Fields["totalClock"] is JsonObject kept)
        {
            var moved = (JsonObject)kept.DeepClone();
            moved["due"] = due.ToString("O");
            hands.Bursts.SetField("totalClock", moved);
        }

        var told = hands.Bursts.PeopleOf(bookmark.Clock!.Rule.Marks.SelectMany(m => m.Roles).Distinct(StringComparer.Ordinal), null, instance);
        hands.Record.Notice($"{bookmark.Id}.clock-moved.{due:yyyyMMdd}.{hands.Case.Row.AuditNumber + 1}", "clock-moved", told, instance.Row.Id, null, due, critical: false, null);
    }
}
