namespace ReviewFlow.Persistence.Externals;

/// <summary>Invitations and accounts of people from outside.</summary>
internal static class ExternalStatements
{
    public const string Invite = """
        insert into invitations (id, token_hash, name, email, role, subject_id, case_id, from_case_id, account_until, invited_by, invited_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    /// <summary>The one use of a link: of two that come together, one finds the row and the other does not. $1 hash, $2 moment, $3 account.</summary>
    public const string Use = """
        update invitations set used_at = $2, person_id = $3 where token_hash = $1 and used_at is null and revoked_at is null and expires_at > $2
        returning id, name, email, role, subject_id, case_id, account_until, invited_by, from_case_id
        """;

    /// <summary>$1 id, $2 case, $3 moment, $4 who.</summary>
    public const string TakeBack = "update invitations set revoked_at = $3, revoked_by = $4 where id = $1 and from_case_id = $2 and used_at is null and revoked_at is null";

    /// <summary>$1 person, $2 moment, $3 who.</summary>
    public const string Revoke = "update external_accounts set revoked_at = $2, revoked_by = $3 where person_id = $1 and revoked_at is null";

    /// <summary>Ends every session within a minute, on every host. $1 person, $2 a new stamp.</summary>
    public const string EndSessions = "update accounts set security_stamp = $2 where person_id = $1";

    public const string Person = "insert into people (id, name, job_title, email, demo) values ($1, $2, $3, $4, false)";

    public const string Account = """
        insert into external_accounts (person_id, role, subject_id, case_id, invited_by, created_at, until) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>An address whose account has ended is free for another. $1 name in capitals, $2 a name that nobody signs in with.</summary>
    public const string FreeName = """
        update accounts a set user_name = $2, normalized_user_name = upper($2), password_hash = null, security_stamp = $2
        from external_accounts e where a.normalized_user_name = $1 and e.person_id = a.person_id and e.revoked_at is not null
        """;

    /// <summary>At most once an hour. $1 person, $2 moment.</summary>
    public const string Seen = "update external_accounts set last_seen_at = $2 where person_id = $1 and (last_seen_at is null or last_seen_at < $2 - interval '1 hour')";
}
