using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Work;

/// <summary>Statements of the inbox. $1 people whose work is shown, $2 today, $3 teams whose queues, $4 the account; then the visible part.</summary>
internal static class InboxSql
{
    /// <summary>Number of parameters before the visible part.</summary>
    public const int Own = 4;

    // Names the types of those parameters that a folder does not use.
    private static string Given => "with given as (select $1::text[], $2::date, $3::text[], $4::text)";

    // Work without a day of its own that waits for others is due when they are.
    private const string From = """
        from work_tasks t
        join cases c on c.id = t.case_id
        join instances i on i.id = t.instance_id
        left join subjects s on s.id = t.subject_id
        left join people p on p.id = t.sent_by
        cross join lateral (select coalesce(t.due_at, (
            select min(w.due_at) from work_tasks w where w.id = any(t.waits_for) and w.status = 'Open')) as due_at) d
        """;

    // What cover holds is the covered person's, and goes back to them with the last day.
    private const string Held = "t.status = 'Open' and ((t.assignee_id = any($1) and t.acting_for_id is null) or t.acting_for_id = any($1))";

    private const string Queue = "t.status = 'Open' and t.assignee_id is null and (t.team_id = any($3) or $4 = any(t.candidate_ids))";

    private const string IsFuture = "coalesce(t.scheduled_for > $2, false)";

    private const string IsRequest = "(t.kind = 'Request' or coalesce(t.sent_by <> t.assignee_id, false))";

    private const string IsNew = $"(t.started_at is null and t.phase <> 'returned' and cardinality(t.waits_for) = 0 and not {Answered})";

    private const string IsWaiting = "(t.phase <> 'returned' and cardinality(t.waits_for) > 0)";

    /// <summary>What came in the very moment in which somebody's answer came.</summary>
    private const string Answered = """
        (t.started_at is null and exists (select from work_tasks r where r.instance_id = t.instance_id and r.kind = 'Request'
            and r.status = 'Done' and r.outcome <> 'return' and r.closed_at = t.opened_at))
        """;

    /// <summary>One page, ordered by due moment: after the key ($last-1 due, $last id), which may be null.</summary>
    public static string Page(InboxFolder? folder, bool waiting, CaseFilter filter)
    {
        var next = Own + VisibleSql.Count(filter) + 1;
        var (due, id, size) = ($"${next}::timestamptz", $"${next + 1}::text", $"${next + 2}::int");
        var finished = folder == InboxFolder.Finished;
        var after = finished
            ? $"({id} is null or (t.closed_at, t.id) < ({due}, {id}))"
            : $"({id} is null or ({due} is null and d.due_at is null and t.id > {id}) or d.due_at > {due} or (d.due_at = {due} and t.id > {id}) or ({due} is not null and d.due_at is null))";
        return $"""
            {Given}
            select t.id, t.case_id, t.instance_id, t.subject_id, t.activity_id, t.kind, t.title, t.phase, t.role, t.assignee_id, t.acting_for_id,
                   t.team_id, t.status, t.revision, t.priority, t.sent_by, t.note is not null, t.waits_for, t.scheduled_for, t.due_at, t.first_due_at,
                   t.opened_at, t.started_at, t.closed_at, t.outcome, t.actions, t.details, i.title, coalesce(i.reference, c.reference), t.area,
                   s.name, s.external_id, s.restricted, p.name, {Answered}, d.due_at
            {From}
            where {Where(folder, waiting)} and {VisibleSql.Condition(filter, Own + 1)} and {after}
            order by {(finished ? "t.closed_at desc, t.id desc" : "d.due_at, t.id")}
            limit {size}
            """.WithToday(Own + VisibleSql.Count(filter));
    }

    /// <summary>Numbers beside the folders and in the line on top.</summary>
    public static string Counts(CaseFilter filter) => $"""
        {Given}
        select count(*) filter (where mine and not future and not request and new),
               count(*) filter (where mine and not future and not request and not new),
               count(*) filter (where mine and not future and request),
               count(*) filter (where mine and future),
               count(*) filter (where not mine),
               count(*) filter (where mine and waiting),
               count(*) filter (where mine and (phase = 'returned' or answered)),
               count(*) filter (where mine and due_at >= $5 and due_at < $6),
               count(*) filter (where mine and due_at < $5)
        from (
            select coalesce({Held}, false) as mine, {IsFuture} as future, {IsRequest} as request, {IsNew} as new, t.phase, d.due_at,
                   {IsWaiting} as waiting, {Answered} as answered
            {From}
            where (({Held}) or ({Queue})) and {VisibleSql.Condition(filter, Own + 3)}) as work
        """.WithToday(Own + 2 + VisibleSql.Count(filter));

    /// <summary>Requests of the steps on a page, latest round of each recipient first. $1 instances, $2 what their work waits for.</summary>
    public const string Requests = """
        select r.id, r.instance_id, r.activity_id, p.name, r.role, r.status, r.outcome, r.opened_at, r.closed_at, r.details, r.assignee_id, r.kind
        from work_tasks r left join people p on p.id = r.assignee_id
        where (r.instance_id = any($1) and r.kind = 'Request') or r.id = any($2)
        order by r.opened_at desc, r.id
        """;

    private static string Where(InboxFolder? folder, bool waiting) => folder switch
    {
        _ when waiting => $"{Held} and {IsWaiting}",
        InboxFolder.IncomingWork => $"{Held} and not {IsFuture} and not {IsRequest} and {IsNew}",
        InboxFolder.IncompleteWork => $"{Held} and not {IsFuture} and not {IsRequest} and not {IsNew}",
        InboxFolder.IncomingRequests => $"{Held} and not {IsFuture} and {IsRequest}",
        InboxFolder.Future => $"{Held} and {IsFuture}",
        InboxFolder.Team => Queue,
        InboxFolder.Finished => "t.status <> 'Open' and t.closed_by = any($1)",
        _ => $"{Held} and not {IsFuture}",
    };
}
