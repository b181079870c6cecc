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

    /// <summary>$1 mail, $2 moment, $3 what the server said, $4 whether it is sent again by itself.</summary>
    public const string Bounce = """
        update deliveries d set bounced_at = coalesce(bounced_at, $2), bounce_why = $3, bounces = bounces + 1, retries = retries + case when $4 then 1 else 0 end
        from distributions s where d.mail_id = $1 and s.id = d.distribution_id
        returning d.case_id, coalesce(s.sent_acting_for_id, s.sent_by), s.sent_by, d.bounces
        """;

    /// <summary>$1 case, $2 version, $3 person, $4 moment.</summary>
    public const string Open = "update deliveries set opened_at = $4 where case_id = $1 and version = $2 and person_id = $3 and opened_at is null";

    /// <summary>$1 case, $2 version, $3 person, $4 moment.</summary>
    public const string Confirm = """
        update deliveries set opened_at = coalesce(opened_at, $4), confirmed_at = $4 where case_id = $1 and version = $2 and person_id = $3 and confirmed_at is null
        """;

    /// <summary>$1 distribution, $2 person.</summary>
    public const string Again = "update deliveries set retries = retries + 1 where distribution_id = $1 and person_id = $2 returning mail_id";

    public const string InsertDelivery = """
        insert into deliveries (distribution_id, person_id, case_id, version, recipient_name, group_label, mail_id, bounces, retries)
        values ($1, $2, $3, $4, $5, $6, $7, 0, 0)
        """;
}
