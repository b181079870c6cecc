namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// Reading cases under their lock. The locking statement stands alone: whatever it joined would be of the snapshot
/// before the wait. All take the ids of the cases as $1.
/// </summary>
internal static class CaseReads
{
    public const string Begin = "begin";

    public const string Commit = "commit";

    public const string Rollback = "rollback";

    public const string Lock = "select id from cases where id = any($1) order by id for update";

    public const string LockIfFree = "select id from cases where id = any($1) order by id for update skip locked";

    public const string Cases = """
        select id, reference, title, area, subject_id, status, opened_at, opened_by, ended_at, fields, stage, outcome,
               date_of_dispute, total_clock_due, event_number, outbox_number, instance_number, audit_number, audit_head, claim,
               in_house
        from cases where id = any($1)
        """;

    public const string Instances = """
        select id, case_id, number, definition_id, version_id, parent_id, parent_bookmark_id, title, reference, area, form_id,
               form_version, hidden, status, sub_status, case when status = 'Running' then state end, revision, journal_number,
               input, started_at, started_by, ended_at, voided_at, void_reason, correlation_id
        from instances where case_id = any($1) order by number
        """;

    public const string Tasks = """
        select id, case_id, instance_id, subject_id, area, activity_id, kind, title, phase, form_id, role, assignee_id,
               acting_for_id, team_id, candidate_ids, rule, excluded, status, revision, priority, sent_by, note, waits_for,
               scheduled_for, due_at, first_due_at, opened_at, started_at, closed_at, closed_by, closed_acting_for_id, outcome,
               reassigned_by_hand, actions, details
        from work_tasks where case_id = any($1) and (status = 'Open' or id = $2)
        """;

    public const string Holders = """
        select case_id, person from (
            select case_id, unnest(array[assignee_id, acting_for_id, closed_by, closed_acting_for_id]) as person
            from work_tasks where case_id = any($1)
            union all
            select case_id, unnest(candidate_ids) from work_tasks where case_id = any($1) and status = 'Open' and assignee_id is null) as held
        where person is not null group by case_id, person
        """;

    /// <summary>Instances from which something was sent to somebody.</summary>
    public const string Sent = "select distinct case_id, instance_id from work_tasks where case_id = any($1) and kind = 'Request'";

    public const string Subjects = """
        select s.id, s.external_id, s.name, s.born_on, s.gender, s.ethnicity, s.legal_status, s.placement, s.language,
               s.next_review_on, s.team_id, s.social_worker_id, s.iro_id, s.restricted, s.kind
        from subjects s where s.id in (select subject_id from cases where id = any($1))
        """;

    public const string Subject = """
        select id, external_id, name, born_on, gender, ethnicity, legal_status, placement, language, next_review_on, team_id,
               social_worker_id, iro_id, restricted, kind
        from subjects where id = $1
        """;

    public const string Grants = """
        select c.id, a.person_id, a.until from cases c join access_list a on a.subject_id = c.subject_id where c.id = any($1)
        union all
        select g.case_id, g.person_id, g.until from access_grants g where g.case_id = any($1)
        """;

    public const string Participants = "select case_id, role, person_id from case_participants where case_id = any($1) order by case_id, role, person_id";

    /// <summary>$1 subject, $2 claim, $3 not this case: the open case that holds it.</summary>
    public const string Claimed = "select id, reference, stage from cases where subject_id = $1 and claim = $2 and id <> $3";

    public const string SubjectGrants = "select person_id, until from access_list where subject_id = $1";

    public const string Attachments = "select case_id, category from attachments where case_id = any($1) and attached_at is not null";

    public const string Alerts = """
        select id, case_id, instance_id, bookmark_id, rung, template, person_ids, critical, due_at, raised_at
        from alerts where case_id = any($1) and acknowledged_at is null
        """;

    public const string SignedSections = "select section_id from documents where instance_id = $1 and signature_id is not null";

    /// <summary>The newest move, and whether a person did anything on the case since.</summary>
    public const string LastMigration = """
        select m.id, m.from_version_id, m.from_form_version,
               exists(select 1 from audit a where a.case_id = m.case_id and a.number > m.audit_number and a.actor_id is not null)
        from instance_migrations m where m.instance_id = $1 and m.undone_at is null order by m.at desc, m.audit_number desc limit 1
        """;

    public const string Correlated = "select exists(select 1 from instances where correlation_id = $1 and status = 'Running')";

    public const string Operation = "select actor_id, request_hash, case_id, result from operations where key = $1";

    public const string Documents = """
        select instance_id, section_id, case_id, version, content, changed_at, changed_by, changed_acting_for_id, signature_id
        from documents where instance_id = coalesce((select instance_id from work_tasks where id = $1), $1)
        """;

    /// <summary>Points of all oversights of a case: $1.</summary>
    public const string Points = "select instance_id, content from documents where case_id = $1 and section_id = 'points'";

    /// <summary>$1 instance or task, $2 sections, $3 their versions: what the pages had shown.</summary>
    public const string BaseVersions = """
        select v.section_id, v.version, v.content
        from document_versions v join unnest($2::text[], $3::int[]) as shown (section_id, version)
          on v.section_id = shown.section_id and v.version = shown.version
        where v.instance_id = coalesce((select instance_id from work_tasks where id = $1), $1)
        """;

    public const string Reference = """
        insert into reference_counters (series, last) values ($1, 1)
        on conflict (series) do update set last = reference_counters.last + 1
        returning last
        """;

    public const string Incident = """
        select id, case_id, instance_id, activity_id, activity_instance_id, activity_type, message, parked_stimulus, at, mended_at
        from incidents where id = $1
        """;

    public const string Signature = """
        select id, case_id, instance_id, task_id, action, signer_id, signer_name, signer_title, role, acting_for_id, signed_at,
               signed_local, declaration, definition_version_id, sections, content_hash, canonical, method, authenticated_at, superseded_at
        from signatures where id = $1 and case_id = $2
        """;

    /// <summary>$1 a task: the work of its instance.</summary>
    public const string PartsOfWork = """
        select distinct activity_id, kind, role from work_tasks where instance_id = (select instance_id from work_tasks where id = $1)
        """;

    public const string Alike = "select other_id from subject_alike where subject_id = $1 and other_id = $2 and why = $3";

    public const string AccessRequests = """
        select id, case_id, person_id, until, reason, asked_by, asked_acting_for_id, asked_at, decided_at
        from access_requests where case_id = $1 order by asked_at, id
        """;

    public const string Upload = "select id, size, sha256, uploaded_by, case_id from attachments where id = $1";

    public const string Concerns = """
        select id, case_id, raised_by, raised_at, rung_whom, rung_at, note, chain, told, next_at
        from immediate_concerns where case_id = any($1) and next_at <= $2
        """;

    public const string DueTimers = """
        select bookmark_id, case_id, instance_id from timers
        where case_id = any($1) and due_at <= $2 order by due_at, bookmark_id
        """;
}
