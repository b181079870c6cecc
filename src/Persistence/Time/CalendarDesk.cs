using System.Text.Json;
using Npgsql;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Time;

/// <summary>A running clock whose date another table of days off would move.</summary>
/// <param name="CaseId">Its case.</param>
/// <param name="Reference">Reference of the step, or of the case.</param>
/// <param name="Title">What is due; null for a clock that is no piece of work.</param>
/// <param name="OldDueAt">Due moment under the calendar in force (UTC).</param>
/// <param name="NewDueAt">Due moment under the proposed one (UTC).</param>
public sealed record MovedDate(string CaseId, string? Reference, string? Title, DateTimeOffset OldDueAt, DateTimeOffset NewDueAt);

/// <summary>Where the calendars of working days are changed: first shown what would move, then saved and applied to running clocks.</summary>
public sealed class CalendarDesk(NpgsqlDataSource source, FactsCache facts, CaseTransaction cases, BusinessClock clock)
{
    internal const string Running = """
        select t.case_id, coalesce(i.reference, c.reference), w.title, t.clock
        from timers t join cases c on c.id = t.case_id join instances i on i.id = t.instance_id left join work_tasks w on w.id = t.bookmark_id
        where t.calendar_id = $1 and c.status = 'Open' order by t.case_id, t.bookmark_id
        """;

    internal const string Counting = """
        select t.case_id, t.due_at, t.clock, w.due_at, c.total_clock_due
        from timers t join cases c on c.id = t.case_id left join work_tasks w on w.id = t.bookmark_id
        order by t.case_id
        """;

    internal const string Put = """
        insert into calendars (id, name, zone, known_until) values ($1, $2, $3, $4)
        on conflict (id) do update set name = excluded.name, zone = excluded.zone, known_until = excluded.known_until
        """;

    internal const string Clear = "delete from calendar_days where calendar_id = $1";

    internal const string Day = "insert into calendar_days (calendar_id, day, title) values ($1, $2, $3)";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>Every calendar in force, by id.</summary>
    public async Task<IReadOnlyDictionary<string, WorkingDayCalendar>> AllAsync(CancellationToken cancel = default)
    {
        facts.Forget();
        return (await facts.GetAsync(cancel)).Calendars;
    }

    /// <summary>Which dates would move if this calendar were in force. Changes nothing.</summary>
    public async Task<IReadOnlyList<MovedDate>> PreviewAsync(WorkingDayCalendar proposed, CancellationToken cancel = default)
    {
        var current = (await AllAsync(cancel)).GetValueOrDefault(proposed.Id, proposed);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Running).Text(proposed.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var running = await rows.ListAsync(r => (Case: r.GetString(0), Reference: r.TextOrNull(1), Title: r.TextOrNull(2), Clock: r.GetString(3)), cancel);
        var moved = new List<MovedDate>();
        foreach (var (caseId, reference, title, text) in running)
        {
            var wait = JsonSerializer.Deserialize<ClockWait>(text, s_wire)!;
            var (old, due) = (Clock.DueAt(wait, current), Clock.DueAt(wait, proposed));
            if (old != due) moved.Add(new MovedDate(caseId, reference, title, old, due));
        }

        return moved;
    }

    /// <summary>Puts a calendar in force and applies it to every running clock that goes by it.</summary>
    /// <param name="calendar">The whole table.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="why">What changed, in words; goes on the record of every date that moves.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many dates moved.</returns>
    public async Task<int> SaveAsync(WorkingDayCalendar calendar, Actor actor, string why, CancellationToken cancel = default)
    {
        await using (var batch = source.CreateBatch())
        {
            // One implicit transaction: nobody reads half a table.
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Put).Text(calendar.Id).Text(calendar.Name).Text(calendar.Zone).Day(calendar.KnownUntil));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Clear).Text(calendar.Id));
            foreach (var (day, title) in calendar.DaysOff.OrderBy(d => d.Key))
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Day).Text(calendar.Id).Day(day).Text(title));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.LogAccess)
                .Moment(clock.Now()).Text(actor.PersonId).Text(actor.ActingFor).Text(null).Text("ChangeCalendar").Text("Allowed").Text($"{calendar.Name}: {why}"));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        return await ApplyAsync(actor, why, cancel);
    }

    /// <summary>
    /// Brings every running clock whose stored date no longer follows from its calendar in line with it. Safe to repeat,
    /// after a crash as well.
    /// </summary>
    /// <returns>How many dates moved.</returns>
    public async Task<int> ApplyAsync(Actor? actor, string why, CancellationToken cancel = default)
    {
        facts.Forget();
        var moved = 0;
        foreach (var caseId in await AskewAsync(await facts.GetAsync(cancel), cancel)) moved += await cases.RecalculateAsync(caseId, actor, why, cancel);
        return moved;
    }

    // Read unlocked: each case is looked at again under its lock.
    private async Task<IReadOnlyList<string>> AskewAsync(Facts known, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Counting));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var running = await rows.ListAsync(r => (Case: r.GetString(0), At: r.Moment(1), Clock: r.GetString(2), Task: r.MomentOrNull(3), Whole: r.MomentOrNull(4)), cancel);
        return [.. running.Where(t => IsAskew(JsonSerializer.Deserialize<ClockWait>(t.Clock, s_wire)!, t.At, t.Task, t.Whole, known)).Select(t => t.Case).Distinct(StringComparer.Ordinal)];
    }

    // Only the clock of the whole warns before its end; the date of the whole stands on the case.
    private static bool IsAskew(ClockWait wait, DateTimeOffset at, DateTimeOffset? task, DateTimeOffset? whole, Facts known)
    {
        var shown = wait.Rule.Marks.Any(m => m.Kind == ClockMarkKind.Warning) ? whole : task;
        return (shown is { } due && Clocks.DueAt(wait, known) != due) || (Clocks.Next(wait, known) is { } next && next.At != at);
    }
}
