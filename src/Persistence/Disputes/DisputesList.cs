using System.Globalization;
using Npgsql;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Disputes;

/// <summary>One QAP or DRP step of the last 12 months (ruling 25).</summary>
public sealed record DisputeRow
{
    public required string CaseId { get; init; }
    public required string InstanceId { get; init; }
    public string? Reference { get; init; }
    public required string Title { get; init; }
    public required string DefinitionId { get; init; }
    public required string SubjectId { get; init; }
    public required string SubjectName { get; init; }
    public required string SubjectExternalId { get; init; }

    /// <summary>1 to 4; null for the QAP.</summary>
    public int? Stage { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public bool Voided { get; init; }
    public DateOnly? DateOfDispute { get; init; }
    public DateTimeOffset? TotalClockDue { get; init; }
    public string? Outcome { get; init; }

    /// <summary>First request to a manager, its answer, and when that was due.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether an extension moved the due moment.</summary>
    public bool Extended { get; init; }
    public int Returns { get; init; }
    public bool NoResponse { get; init; }

    /// <summary>Answered by the due moment as first agreed; null while it is neither answered nor late.</summary>
    public bool? InTime { get; init; }

    /// <summary>Why it was late, in honest words made of what is on record; null when it was not.</summary>
    public string? WhyLate { get; init; }
}

/// <summary>All disputes of 12 months, trimmed by access, the newest first.</summary>
public sealed class DisputesList(NpgsqlDataSource source, OrganisationCache organisation, BusinessClock clock)
{
    private static string Sql(CaseFilter filter) => $"""
        select c.id, i.id, coalesce(i.reference, c.reference), i.title, i.definition_id, s.id, s.name, s.external_id, i.input, i.started_at, i.ended_at,
               i.voided_at is not null, c.date_of_dispute, c.total_clock_due, c.outcome, r.sent_at, r.answered_at, r.due_at, r.first_due_at, r.returns,
               exists (select from case_events e where e.case_id = c.id and e.instance_id = i.id and e.kind = 'no-response')
        from instances i
        join cases c on c.id = i.case_id
        join subjects s on s.id = c.subject_id
        left join lateral (
            select min(t.opened_at) as sent_at,
                   case when bool_or(t.status = 'Open') then null else max(t.closed_at) filter (where t.status = 'Done' and t.outcome <> 'return') end as answered_at,
                   max(t.due_at) as due_at, max(t.first_due_at) as first_due_at, count(*) filter (where t.outcome = 'return')::int as returns
            from work_tasks t
            where t.instance_id = i.id and t.kind = 'Request') r on true
        where i.definition_id in ('qap', 'drp-stage') and i.started_at >= $1 and {VisibleSql.Condition(filter, 2)}
        order by i.started_at desc, i.id
        limit 2000
        """.WithToday(1 + VisibleSql.Count(filter));

    /// <summary>What the actor may see.</summary>
    public async Task<IReadOnlyList<DisputeRow>> ReadAsync(Actor actor, CancellationToken cancel = default)
    {
        var now = clock.Now();
        var today = UkWords.LocalDate(now);
        var filter = Access.VisibleTo(await organisation.GetAsync(cancel), actor, today);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql(filter)).Moment(now.AddMonths(-12)).Visible(filter, today));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => Row(r, now), cancel);
    }

    /// <summary>For the test that prepares every statement.</summary>
    internal static string Statement(CaseFilter filter) => Sql(filter);

    private static DisputeRow Row(NpgsqlDataReader r, DateTimeOffset now)
    {
        var (answered, due, first) = (r.MomentOrNull(16), r.MomentOrNull(17), r.MomentOrNull(18));
        var agreed = first ?? due;
        var (returns, silent) = (r.NumberOrNull(19) ?? 0, r.GetBoolean(20));
        bool? inTime = answered is { } at ? agreed is null || at <= agreed : agreed < now || silent ? false : null;
        return new DisputeRow
        {
            CaseId = r.GetString(0),
            InstanceId = r.GetString(1),
            Reference = r.TextOrNull(2),
            Title = r.GetString(3),
            DefinitionId = r.GetString(4),
            SubjectId = r.GetString(5),
            SubjectName = r.GetString(6),
            SubjectExternalId = r.GetString(7),
            Stage = Stage(r.TextOrNull(8)),
            StartedAt = r.Moment(9),
            EndedAt = r.MomentOrNull(10),
            Voided = r.GetBoolean(11),
            DateOfDispute = r.DayOrNull(12),
            TotalClockDue = r.MomentOrNull(13),
            Outcome = r.TextOrNull(14),
            SentAt = r.MomentOrNull(15),
            AnsweredAt = answered,
            DueAt = due,
            Extended = first is not null,
            Returns = returns,
            NoResponse = silent,
            InTime = inTime,
            WhyLate = inTime == false ? WhyLate(silent, answered, first is not null, returns) : null,
        };
    }

    private static string WhyLate(bool silent, DateTimeOffset? answered, bool extended, int returns)
    {
        var reasons = new List<string>();
        if (silent) reasons.Add("no response was recorded");
        else if (answered is null) reasons.Add("not answered yet");
        if (extended) reasons.Add("a later date was agreed");
        if (returns > 0) reasons.Add(returns == 1 ? "returned once" : string.Create(CultureInfo.InvariantCulture, $"returned {returns} times"));
        return reasons.Count == 0 ? "answered after the date" : string.Join("; ", reasons);
    }

    private static int? Stage(string? input) =>
        input is not null && System.Text.Json.Nodes.JsonNode.Parse(input)?["stage"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<int>(out var stage) ? stage : null;
}
