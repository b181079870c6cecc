namespace ReviewFlow.Persistence.Versions;

/// <summary>Frozen versions and who got them.</summary>
internal static class VersionStatements
{
    public const string OfCase = """
        select id, case_id, instance_id, number, title, date_of_plan, completed_by, content, content_hash, made_at, made_by
        from frozen_versions where case_id = $1 order by number
        """;

    public const string Numbers = "select number from frozen_versions where case_id = $1 order by number";

    public const string Insert = """
        insert into frozen_versions (id, case_id, instance_id, number, title, date_of_plan, completed_by, content, content_hash, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    public const string InsertDistribution = """
        insert into distributions (id, case_id, version, task_id, purpose, sent_by, sent_acting_for_id, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    public const string InsertDelivery = """
        insert into deliveries (distribution_id, person_id, case_id, version, recipient_name, group_label, mail_id) values ($1, $2, $3, $4, $5, $6, $7)
        """;
}
