using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Work;

/// <summary>How much one person holds.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Open">Open work that is theirs to do; what waits for others is not among it.</param>
/// <param name="Overdue">Of that, overdue.</param>
/// <param name="DueSoon">Of that, due within two working days.</param>
/// <param name="Waiting">Steps of theirs that wait for somebody else.</param>
/// <param name="Paused">Work whose clock is paused.</param>
/// <param name="Escalated">Work with an alert that nobody has acknowledged.</param>
/// <param name="DoneInWeek">Finished in the last 7 days, by them or in their name.</param>
/// <param name="DoneInMonth">Finished in the last 30 days.</param>
public sealed record PersonLoad(string PersonId, int Open, int Overdue, int DueSoon, int Waiting, int Paused, int Escalated, int DoneInWeek, int DoneInMonth);

/// <summary>Counts what people hold, trimmed to the cases that the viewer may see. Nothing of it is stored.</summary>
public sealed class LoadQueries(ReviewFlowDbContext db, OrganisationCache organisations, FactsCache facts, BusinessClock clock)
{
    /// <summary>Working days that count as soon.</summary>
    private const int Soon = 2;

    /// <summary>One row for each person, those with most overdue first.</summary>
    public async Task<IReadOnlyList<PersonLoad>> OfAsync(Actor viewer, IReadOnlyCollection<string> people, CancellationToken cancel = default)
    {
        var (organisation, now) = (await organisations.GetAsync(cancel), clock.Now());
        var today = UkWords.LocalDate(now);
        var visible = db.CasesVisibleTo(Access.VisibleTo(organisation, viewer, today), today);
        var ids = people.ToArray();
        var open = await db.WorkTasks.AsNoTracking()
            .Where(t => t.Status == WorkTaskStatus.Open && ids.Contains(t.ActingForId ?? t.AssigneeId) && visible.Any(c => c.Id == t.CaseId))
            .Select(t => new Held(t.Id, (t.ActingForId ?? t.AssigneeId)!, t.DueAt, t.WaitsFor))
            .ToListAsync(cancel);
        var clocks = await ClocksAsync([.. open.Select(t => t.Id)], cancel);
        var month = now.AddDays(-30);
        var done = await db.WorkTasks.AsNoTracking()
            .Where(t => t.Status == WorkTaskStatus.Done && t.ClosedAt >= month && ids.Contains(t.ClosedActingForId ?? t.ClosedBy) && visible.Any(c => c.Id == t.CaseId))
            .Select(t => new Closed((t.ClosedActingForId ?? t.ClosedBy)!, t.ClosedAt!.Value))
            .ToListAsync(cancel);
        var calendar = Clocks.Calendar(null, await facts.GetAsync(cancel));
        var soon = LocalTime.ToUtc(calendar, WorkingDays.Add(calendar, today, Soon), new TimeOnly(23, 59));
        return
        [
            .. ids.Select(id => Row(id, [.. open.Where(t => t.Holder == id)], clocks, [.. done.Where(d => d.Holder == id)], now, soon))
                .OrderByDescending(r => r.Overdue).ThenByDescending(r => r.Open).ThenBy(r => organisation.NameOf(r.PersonId), StringComparer.Ordinal),
        ];
    }

    /// <summary>Work whose clock is paused, and work with an alert that waits for somebody: by id of the work.</summary>
    public async Task<(IReadOnlySet<string> Paused, IReadOnlyDictionary<string, AlertRow> Alerts)> ClocksAsync(string[] taskIds, CancellationToken cancel = default)
    {
        // The clock of a request sits on the step that sent it.
        var owners = await db.WorkTasks.AsNoTracking().Where(t => t.Status == WorkTaskStatus.Open && t.WaitsFor.Any(w => taskIds.Contains(w))).Select(t => new { t.Id, t.WaitsFor }).ToListAsync(cancel);
        string[] bookmarks = [.. taskIds, .. owners.Select(o => o.Id)];
        var stopped = await db.Timers.AsNoTracking().Where(t => bookmarks.Contains(t.BookmarkId) && t.Mark == "paused").Select(t => t.BookmarkId).ToListAsync(cancel);
        var alerts = await db.Alerts.AsNoTracking().Where(a => bookmarks.Contains(a.BookmarkId) && a.AcknowledgedAt == null).OrderBy(a => a.RaisedAt).ToListAsync(cancel);
        var latest = alerts.GroupBy(a => a.BookmarkId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        string OwnerOf(string task) => owners.FirstOrDefault(o => o.WaitsFor.Contains(task))?.Id ?? task;
        return (
            taskIds.Where(t => stopped.Contains(t) || stopped.Contains(OwnerOf(t))).ToHashSet(StringComparer.Ordinal),
            taskIds.Select(t => (Task: t, Alert: latest.GetValueOrDefault(t) ?? latest.GetValueOrDefault(OwnerOf(t)))).Where(t => t.Alert is not null).ToDictionary(t => t.Task, t => t.Alert!, StringComparer.Ordinal));
    }

    private static PersonLoad Row(
        string person, IReadOnlyList<Held> open, (IReadOnlySet<string> Paused, IReadOnlyDictionary<string, AlertRow> Alerts) clocks, IReadOnlyList<Closed> done, DateTimeOffset now, DateTimeOffset soon)
    {
        // Time counts against whoever has the work: a step that waits for others is not late with its owner.
        var own = open.Where(t => t.WaitsFor.Length == 0).ToList();
        return new PersonLoad(
            person,
            own.Count,
            own.Count(t => t.DueAt < now && !clocks.Paused.Contains(t.Id)),
            own.Count(t => t.DueAt >= now && t.DueAt <= soon && !clocks.Paused.Contains(t.Id)),
            open.Count - own.Count,
            own.Count(t => clocks.Paused.Contains(t.Id)),
            own.Count(t => clocks.Alerts.ContainsKey(t.Id)),
            done.Count(d => d.At >= now.AddDays(-7)),
            done.Count);
    }

    private sealed record Held(string Id, string Holder, DateTimeOffset? DueAt, string[] WaitsFor);

    private sealed record Closed(string Holder, DateTimeOffset At);
}
