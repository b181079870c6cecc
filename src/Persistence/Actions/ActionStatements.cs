namespace ReviewFlow.Persistence.Actions;

/// <summary>Reading and writing the register of actions.</summary>
internal static class ActionStatements
{
    private const string Columns = """
        id, case_id, instance_id, area, section_id, table_id, row_id, number, text, theme, owner_id, standing, state, first_due_on, due_on,
        addressed_at, impact_due_on, impact_checked_at, task_id, carried_from, revision, opened_at, changed_at,
        rag, rag_for, off_target, completed_on, started
        """;

    /// <summary>$1 cases.</summary>
    public const string OfCases = $"select {Columns} from improvement_actions where case_id = any($1) order by number";

    /// <summary>$1 case, $2 instance, $3 section, $4 area, $5 now, $6 themes that the section names now.</summary>
    public const string PutThemes = """
        with gone as (delete from case_themes where instance_id = $2 and section_id = $3 and not theme = any($6))
        insert into case_themes (case_id, instance_id, section_id, theme, area, noted_at)
        select $1, $2, $3, theme, $4, $5 from unnest($6::text[]) as theme
        on conflict do nothing
        """;

    public const string Put = $"""
        insert into improvement_actions ({Columns})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
        on conflict (id) do update set text = excluded.text, theme = excluded.theme, owner_id = excluded.owner_id, standing = excluded.standing,
            state = excluded.state, first_due_on = excluded.first_due_on, due_on = excluded.due_on, addressed_at = excluded.addressed_at,
            impact_due_on = excluded.impact_due_on, impact_checked_at = excluded.impact_checked_at, task_id = excluded.task_id,
            carried_from = excluded.carried_from, revision = excluded.revision, changed_at = excluded.changed_at,
            rag = excluded.rag, rag_for = excluded.rag_for, off_target = excluded.off_target, completed_on = excluded.completed_on, started = excluded.started
        """;
}
