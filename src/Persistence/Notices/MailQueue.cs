using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Notices;

/// <summary>
/// The mails that wait. Taken one at a time by one host each, for as long as a claim lasts; whoever dies in between
/// leaves the mail to the next, with the same Message-ID.
/// </summary>
public sealed class MailQueue(NpgsqlDataSource source, BusinessClock clock, TimeProvider system)
{
    /// <summary>How long a mail stays in one host's hands. Longer than sending may take.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>$1 business time, $2 system time, $3 end of the claim.</summary>
    internal const string Take = """
        update mails set claimed_until = $3 where id = (
            select id from mails where state = 'Waiting' and not_before <= $1 and (claimed_until is null or claimed_until <= $2)
            order by critical desc, not_before, id limit 1 for update skip locked)
        returning id
        """;

    /// <summary>$1 id. Somebody holds what the mail is about when that wait, or one that it waits for, is theirs and open.</summary>
    internal const string Read = """
        select m.id, m.person_id, m.address, m.template, m.critical, m.alert_id, m.due_at, m.data, m.case_id, m.attempts, m.first_failed_at,
            coalesce(i.reference, c.reference), coalesce(i.title, c.title), t.id, coalesce(h.title, t.title), s.name,
            a.acknowledged_at is not null, coalesce(t.status <> 'Open', false),
            h.id,
            coalesce((select w.assignee_id from work_tasks w where w.id = any(t.waits_for) and w.status = 'Open' order by w.id limit 1), t.assignee_id),
            p.email
        from mails m
            left join cases c on c.id = m.case_id
            left join instances i on i.id = m.instance_id
            left join subjects s on s.id = c.subject_id
            left join work_tasks t on t.id = m.task_id
            left join lateral (
                select w.id, w.title from work_tasks w where (w.id = t.id or w.id = any(t.waits_for)) and w.status = 'Open'
                    and (w.assignee_id = m.person_id or w.acting_for_id = m.person_id or m.person_id = any(w.candidate_ids))
                order by w.id = t.id desc, w.id limit 1) h on true
            left join alerts a on a.id = m.alert_id
            left join people p on p.id = m.person_id
        where m.id = $1
        """;

    internal const string Settle = """
        update mails set state = $2, settled_at = $3, error = $4, claimed_until = null where id = $1 and state = 'Waiting'
        """;

    internal const string Hold = "update mails set not_before = $2, claimed_until = null where id = $1 and state = 'Waiting'";

    internal const string Fail = """
        update mails set state = $2, not_before = $3, attempts = attempts + 1, error = $4, claimed_until = null,
            first_failed_at = coalesce(first_failed_at, $5), settled_at = case when $2 = 'Dead' then $5 end
        where id = $1 and state = 'Waiting'
        """;

    internal const string Revive = """
        update mails set state = 'Waiting', not_before = $2, attempts = 0, first_failed_at = null, settled_at = null, error = null
        where id = $1 and state = 'Dead'
        """;

    /// <summary>The next mail that is due; null when there is none that nobody else has in hand.</summary>
    internal async Task<MailInHand?> TakeAsync(CancellationToken cancel)
    {
        var (now, plain) = (clock.Now(), system.GetUtcNow());
        await using var take = source.CreateBatch();
        take.BatchCommands.Add(new NpgsqlBatchCommand(Take).Moment(now).Moment(plain).Moment(plain + Claim));
        if (await take.ExecuteScalarAsync(cancel) is not string id) return null;
        await using var read = source.CreateBatch();
        read.BatchCommands.Add(new NpgsqlBatchCommand(Read).Text(id));
        await using var rows = await read.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(MailInHand.From, cancel)).SingleOrDefault();
    }

    internal Task SettleAsync(string id, MailState state, string? why, CancellationToken cancel) =>
        RunAsync(new NpgsqlBatchCommand(Settle).Text(id).Word(state).Moment(clock.Now()).Text(why), cancel);

    internal Task HoldAsync(string id, DateTimeOffset until, CancellationToken cancel) =>
        RunAsync(new NpgsqlBatchCommand(Hold).Text(id).Moment(until), cancel);

    internal Task FailAsync(string id, MailState state, DateTimeOffset next, string why, CancellationToken cancel) =>
        RunAsync(new NpgsqlBatchCommand(Fail).Text(id).Word(state).Moment(next).Text(why).Moment(clock.Now()), cancel);

    /// <summary>Sends a dead mail again, with its old Message-ID.</summary>
    /// <returns>Whether it was dead.</returns>
    public async Task<bool> SendAgainAsync(string id, CancellationToken cancel = default) =>
        await RunAsync(new NpgsqlBatchCommand(Revive).Text(id).Moment(clock.Now()), cancel) == 1;

    private async Task<int> RunAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(cancel);
    }
}
