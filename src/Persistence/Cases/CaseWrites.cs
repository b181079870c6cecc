namespace ReviewFlow.Persistence.Cases;

/// <summary>Everything that is written of a case, one statement a row, sent as one batch with the commit.</summary>
internal static class CaseWrites
{
    public const string InsertCase = """
        insert into cases (id, reference, title, area, subject_id, status, opened_at, opened_by, ended_at, fields, stage, outcome,
            date_of_dispute, total_clock_due, event_number, outbox_number, instance_number, audit_number, audit_head,
            claim, in_house)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    public const string UpdateCase = """
        update cases set reference = $2, title = $3, status = $4, ended_at = $5, fields = $6, stage = $7, outcome = $8,
            date_of_dispute = $9, total_clock_due = $10, event_number = $11, outbox_number = $12, instance_number = $13,
            audit_number = $14, audit_head = $15, claim = $16, in_house = $17
        where id = $1
        """;

    /// <summary>$1 case, $2 role, $3 the people now named under it.</summary>
    public const string PutParticipants = """
        with gone as (delete from case_participants where case_id = $1 and role = $2 and not person_id = any($3))
        insert into case_participants (case_id, role, person_id) select $1, $2, unnest($3::text[]) on conflict do nothing
        """;

    public const string InsertInstance = """
        insert into instances (id, case_id, number, definition_id, version_id, parent_id, parent_bookmark_id, title, reference, area,
            form_id, form_version, hidden, status, sub_status, state, revision, journal_number, input, started_at, started_by,
            ended_at, voided_at, void_reason, correlation_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
        """;

    public const string UpdateInstance = """
        update instances set title = $2, status = $3, sub_status = $4, state = $5, revision = $6, journal_number = $7, ended_at = $8,
            voided_at = $9, void_reason = $10, correlation_id = $11, version_id = $12, form_version = $13, reference = $14
        where id = $1
        """;

    public const string InsertBookmark = """
        insert into bookmarks (id, case_id, instance_id, name, hash, event_name) values ($1, $2, $3, $4, $5, $6)
        """;

    public const string DeleteBookmark = "delete from bookmarks where id = $1";

    public const string InsertTask = """
        insert into work_tasks (id, case_id, instance_id, subject_id, area, activity_id, kind, title, phase, form_id, role, assignee_id,
            acting_for_id, team_id, candidate_ids, rule, excluded, status, revision, priority, sent_by, note, waits_for, scheduled_for,
            due_at, first_due_at, opened_at, started_at, closed_at, closed_by, closed_acting_for_id, outcome, reassigned_by_hand,
            actions, details)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
            $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
        """;

    public const string UpdateTask = """
        update work_tasks set title = $2, phase = $3, role = $4, assignee_id = $5, acting_for_id = $6, team_id = $7, candidate_ids = $8,
            rule = $9, excluded = $10, revision = $11, priority = $12, sent_by = $13, note = $14, waits_for = $15, scheduled_for = $16,
            due_at = $17, first_due_at = $18, started_at = $19, reassigned_by_hand = $20, actions = $21, details = $22
        where id = $1
        """;

    public const string CloseTask = """
        update work_tasks set status = $2, revision = revision + 1, closed_at = $3, closed_by = $4, closed_acting_for_id = $5, outcome = $6
        where id = $1
        """;

    public const string PutTimer = """
        insert into timers (bookmark_id, case_id, instance_id, mark, due_at, clock, calendar_id) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (bookmark_id) do update set mark = excluded.mark, due_at = excluded.due_at, clock = excluded.clock,
            calendar_id = excluded.calendar_id
        """;

    public const string DeleteTimer = "delete from timers where bookmark_id = $1";

    public const string PutDocument = """
        insert into documents (instance_id, section_id, case_id, version, content, changed_at, changed_by, changed_acting_for_id, signature_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (instance_id, section_id) do update set version = excluded.version, content = excluded.content,
            changed_at = excluded.changed_at, changed_by = excluded.changed_by,
            changed_acting_for_id = excluded.changed_acting_for_id, signature_id = excluded.signature_id
        """;

    public const string InsertDocumentVersion = """
        insert into document_versions (instance_id, section_id, version, case_id, content, changed_at, changed_by, changed_acting_for_id, reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public const string DeleteDraft = "delete from drafts where instance_id = $1 and section_id = $2 and person_id = $3";

    public const string InsertSignature = """
        insert into signatures (id, case_id, instance_id, task_id, action, signer_id, signer_name, signer_title, signer_team, role,
            acting_for_id, acting_for_name, signed_at, signed_local, declaration, definition_version_id, form_id, form_version, sections,
            content_hash, canonical, method, authenticated_at, amends_id, withdrawn)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, false)
        """;

    /// <summary>$1 instance, $2 sections that can be filled again, $3 now, $4 who, $5 why, $6 whether the signer took it back.</summary>
    public const string ReopenSections = """
        with reopened as (
            update documents d set signature_id = null from documents was
            where d.instance_id = $1 and d.section_id = any($2) and was.instance_id = d.instance_id and was.section_id = d.section_id
            returning was.signature_id)
        update signatures set superseded_at = $3, superseded_by = $4, superseded_why = $5, withdrawn = $6
        where id in (select signature_id from reopened) and superseded_at is null
        """;

    /// <summary>$1 signature, $2 now, $3 who, $4 why.</summary>
    public const string SupersedeSignature = """
        update signatures set superseded_at = $2, superseded_by = $3, superseded_why = $4 where id = $1 and superseded_at is null
        """;

    public const string InsertEvent = """
        insert into case_events (case_id, number, instance_id, kind, text, actor_id, acting_for_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public const string InsertNotice = """
        insert into notices (id, person_id, case_id, instance_id, task_id, template, critical, due_at, data, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
        """;

    public const string InsertAlert = """
        insert into alerts (id, case_id, instance_id, bookmark_id, rung, template, person_ids, critical, due_at, raised_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public const string SettleAlert = "update alerts set acknowledged_at = $2, acknowledged_by = $3 where id = $1";

    public const string InsertMail = """
        insert into mails (id, person_id, address, template, case_id, instance_id, task_id, alert_id, due_at, critical, data, state,
            created_at, not_before, attempts)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'Waiting', $12, $13, 0) on conflict do nothing
        """;

    public const string InsertOutbox = """
        insert into outbox (case_id, number, message_id, kind, body, created_at, not_before, attempts)
        values ($1, $2, $3, $4, $5, $6, $7, 0)
        """;

    /// <summary>$1 case, $2 now, then number, name and text of each event.</summary>
    public const string InsertEvents = """
        insert into outbox (case_id, number, message_id, kind, event_name, body, created_at, not_before, attempts, spread_at)
        select $1, e.number, $1 || '.e' || e.number, 'event', e.name, e.body, $2::timestamptz, $2, 0,
            case when not exists (select from webhooks where stopped_at is null) then $2::timestamptz end
        from unnest($3::int[], $4::text[], $5::text[]) as e (number, name, body)
        """;

    public const string InsertStimulus = """
        insert into stimuli (id, kind, from_case_id, body, created_at, attempts, event_name, correlation_id, instance_id, kept_until)
        values ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)
        """;

    /// <summary>Only one instance may run at a time: whoever comes second waits for the first commit, and is refused by it.</summary>
    public const string InsertActivation = "insert into activations (key, case_id, instance_id) values ($1, $2, $3)";

    public const string DeleteActivation = "delete from activations where instance_id = $1";

    public const string InsertMigration = """
        insert into instance_migrations (id, case_id, instance_id, from_version_id, to_version_id, from_form_version, to_form_version,
            audit_number, at, by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public const string UndoMigration = "update instance_migrations set undone_at = $2 where id = $1";

    public const string StimulusApplied = "update stimuli set applied_at = $2, error = null where id = $1";

    public const string InsertJournal = """
        insert into journal (instance_id, revision, case_id, stimulus_key, stimulus_kind, facts_version, entries, actor_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    public const string InsertAudit = """
        with payload as (insert into audit_payloads (case_id, number, payload) values ($1, $2, $11))
        insert into audit (case_id, number, action, actor_id, acting_for_id, resource, at, payload_hash, previous_hash, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public const string InsertIncident = """
        insert into incidents (id, case_id, instance_id, activity_id, activity_instance_id, activity_type, message, parked_stimulus, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
        """;

    public const string MendIncident = """
        update incidents set mended_at = $2, mended_by = $3, remedy = $4, reason = $5 where id = $1
        """;

    public const string InsertOperation = """
        insert into operations (key, actor_id, request_hash, case_id, result, at) values ($1, $2, $3, $4, $5, $6)
        """;

    public const string AttachFile = """
        update attachments set case_id = $2, file_name = $3, content_type = $4, category = $5, attached_at = $6
        where id = $1 and case_id is null
        """;

    public const string PutGrant = """
        insert into access_grants (case_id, person_id, until, reason, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (case_id, person_id) do update set until = excluded.until, reason = excluded.reason,
            granted_by = excluded.granted_by, granted_at = excluded.granted_at
        """;

    public const string InsertAccessRequest = """
        insert into access_requests (id, case_id, person_id, until, reason, asked_by, asked_acting_for_id, asked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public const string DecideAccessRequest = """
        update access_requests set approved = $2, decided_by = $3, decided_acting_for_id = $4, decided_at = $5, decision_reason = $6, until = $7
        where id = $1
        """;

    public const string PutConcern = """
        insert into immediate_concerns (id, case_id, raised_by, raised_at, rung_whom, rung_at, note, chain, told, next_at,
            acknowledged_by, acknowledged_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (id) do update set told = excluded.told, next_at = excluded.next_at,
            acknowledged_by = excluded.acknowledged_by, acknowledged_at = excluded.acknowledged_at
        """;

    public const string CalmConcern = """
        update immediate_concerns set acknowledged_by = $2, acknowledged_at = $3, next_at = null where id = $1 and acknowledged_at is null
        """;

    public const string LogAccess = """
        insert into access_log (at, person_id, acting_for_id, case_id, action, verdict, detail) values ($1, $2, $3, $4, $5, $6, $7)
        """;
}
