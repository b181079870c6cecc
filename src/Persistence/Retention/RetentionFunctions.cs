namespace ReviewFlow.Persistence.Retention;

/// <summary>
/// What the application's account may forget of the records that it cannot delete by itself: cases about nobody that have
/// ended, and journals of cases that have ended. The functions look themselves whether that is so.
/// </summary>
internal static class RetentionFunctions
{
    // Every table with the case's id, so that a new one is never forgotten. The log of refusals is kept: it is about people.
    public const string Create = """
        create or replace function forget_technical_case(wanted text) returns boolean language plpgsql security definer set search_path = public as $$
        declare held record;
        begin
            perform 1 from cases where id = wanted and subject_id is null and status <> 'Open' for update;
            if not found then return false; end if;
            delete from drafts where instance_id in (select id from instances where case_id = wanted);
            delete from stimuli where from_case_id = wanted and applied_at is not null;
            for held in select table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'case_id' and table_name not in ('access_log', 'instances', 'cases')
            loop
                execute format('delete from %I where case_id = $1', held.table_name) using wanted;
            end loop;
            delete from instances where case_id = wanted;
            delete from cases where id = wanted;
            return true;
        end $$;

        create or replace function forget_journals(before timestamptz) returns integer language sql security definer set search_path = public as $$
            with forgotten as (
                delete from journal where case_id in (select id from cases where status <> 'Open' and ended_at < before) returning 1)
            select count(*)::int from forgotten
        $$;

        revoke all on function forget_technical_case(text) from public;
        revoke all on function forget_journals(timestamptz) from public;
        """;
}
