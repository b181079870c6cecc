using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>Fires what is due on these cases, as far as nobody else holds them. All of them share one commit.</summary>
    /// <returns>How many marks fired; a case whose burst failed is put aside and counts as one.</returns>
    internal async Task<int> FireAsync(string[] caseIds, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            return await FireOnceAsync(caseIds, now, cancel);
        }
        catch (BurstFailedException failed)
        {
            await ParkAsync(failed, actor: null, cancel);
            return 1;
        }
    }

    private async Task<int> FireOnceAsync(string[] caseIds, DateTimeOffset now, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        session.Now = now;
        var loaded = await CaseLoader.LockFreeAsync(session.Connection, caseIds, now, cancel);
        var fired = 0;
        DateTimeOffset? alarm = null;
        foreach (var opened in loaded.Cases)
        {
            var bursts = new CaseBursts(engine, definitions, session, opened, actor: null);
            fired += await FireCaseAsync(opened, bursts, session, cancel);
            if (bursts.NextAlarm is { } next && (alarm is null || next < alarm)) alarm = next;
        }

        if (fired == 0) return 0;
        await CaseWriter.CommitAsync(session, loaded.Cases, [], cancel);
        if (alarm is { } moment) AlarmSet?.Invoke(moment);
        return fired;
    }

    private static async Task<int> FireCaseAsync(OpenedCase opened, CaseBursts bursts, Session session, CancellationToken cancel)
    {
        var (fired, rung) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var concern in opened.Concerns.Where(c => c.NextAt <= session.Now))
        {
            Climb(opened, session, concern);
            fired++;
        }

        // What was missed while nobody was up goes off now, in the order in which it was due. What does not fit into this
        // commit stays due.
        while (bursts.HasRoom && Earliest(opened, session) is var (instance, bookmark, mark))
        {
            fired++;
            rung.Add(bookmark.Id);
            var before = bookmark.Clock!.Fired.Count;
            await bursts.RunAsync(instance.Row.Id, key => new TimerElapsed(key, bookmark.Id, mark.Key, mark.At), cancel);
            Ensure(instance, bookmark.Id, before, mark, bursts);
        }

        return fired + Rearm(opened, bursts, session, rung) + bursts.DropStale(opened.DueTimers);
    }

    // A stored moment may have passed although its mark lies ahead: the calendar has moved it, and no host has set the
    // alarm anew yet. Left as it is it would be looked at every second, in the place of one that is due.
    private static int Rearm(OpenedCase opened, CaseBursts bursts, Session session, HashSet<string> rung)
    {
        var armed = 0;
        foreach (var timer in opened.DueTimers.Where(t => !rung.Contains(t.BookmarkId)))
        {
            if (opened.Instances.GetValueOrDefault(timer.InstanceId) is not { State.Bookmarks: { } bookmarks } instance) continue;
            if (bookmarks.Find(b => b.Id == timer.BookmarkId) is not { Clock: { } clock } bookmark) continue;
            if (Clocks.Next(clock, session.Facts) is { } mark && mark.At <= session.Now) continue;
            bursts.Arm(instance, bookmark);
            armed++;
        }

        return armed;
    }

    // An activity that forgets to note a mark must not hear it for ever.
    private static void Ensure(OpenedInstance instance, string bookmarkId, int before, ScheduledMark mark, CaseBursts bursts)
    {
        if (instance.State is not { } state || state.Bookmarks.FindIndex(b => b.Id == bookmarkId) is not (var at and >= 0)) return;
        if (state.Bookmarks[at] is not { Clock: { } clock } bookmark || clock.Fired.Count > before) return;
        state.Bookmarks[at] = bookmark with { Clock = Clock.WithFired(clock, mark.Key) };
        instance.State = state;
        bursts.Arm(instance, state.Bookmarks[at]);
    }

    private static (OpenedInstance Instance, Bookmark Bookmark, ScheduledMark Mark)? Earliest(OpenedCase opened, Session session)
    {
        (OpenedInstance, Bookmark, ScheduledMark)? earliest = null;
        var due = opened.DueTimers.Select(t => t.InstanceId).ToHashSet(StringComparer.Ordinal);
        foreach (var instance in opened.Instances.Values.Where(i => due.Contains(i.Row.Id) && i.Row.Status == WorkflowStatus.Running))
        {
            foreach (var bookmark in instance.State?.Bookmarks ?? [])
            {
                if (bookmark.Clock is null || Clocks.Next(bookmark.Clock, session.Facts) is not { } mark || mark.At > session.Now) continue;
                if (earliest is not { } known || mark.At < known.Item3.At) earliest = (instance, bookmark, mark);
            }
        }

        return earliest;
    }
}
