using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>Calendar feeds: whoever has the token reads the references and dates of one person, nothing more, until it is revoked.</summary>
public sealed class CalendarFeeds(NpgsqlDataSource source, OrganisationCache organisations, BusinessClock clock, PublicAddress address)
{
    internal const string Put = """
        insert into calendar_feeds (person_id, token_hash, created_at) values ($1, $2, $3)
        on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at
        """;

    internal const string Delete = "delete from calendar_feeds where person_id = $1";

    internal const string Since = "select created_at from calendar_feeds where person_id = $1";

    internal const string Owner = "select person_id from calendar_feeds where token_hash = $1";

    /// <summary>$1 person: own open work, not what waits for others.</summary>
    internal const string Dates = """
        select t.id, coalesce(i.reference, c.reference), t.due_at
        from work_tasks t join instances i on i.id = t.instance_id join cases c on c.id = t.case_id
        where t.status = 'Open' and t.assignee_id = $1 and t.due_at is not null and cardinality(t.waits_for) = 0 order by t.due_at, t.id limit 500
        """;

    /// <summary>Makes a feed; the one before stops at once.</summary>
    /// <returns>The token, to be shown once: only its hash is kept.</returns>
    public async Task<string> CreateAsync(string personId, CancellationToken cancel = default)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Put).Text(personId).Text(Hash(token)).Moment(clock.Now()));
        await batch.ExecuteNonQueryAsync(cancel);
        return token;
    }

    /// <summary>Ends a person's feed.</summary>
    public async Task RevokeAsync(string personId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Delete).Text(personId));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Since when a person has a feed; null when there is none.</summary>
    public async Task<DateTimeOffset?> SinceAsync(string personId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Since).Text(personId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? rows.MomentOrNull(0) : null;
    }

    /// <summary>The calendar file of a token; null when it is nobody's, or its owner has left.</summary>
    public async Task<string?> ReadAsync(string token, CancellationToken cancel = default)
    {
        await using var who = source.CreateBatch();
        who.BatchCommands.Add(new NpgsqlBatchCommand(Owner).Text(Hash(token)));
        if (await who.ExecuteScalarAsync(cancel) is not string person) return null;
        var (organisation, now) = (await organisations.GetAsync(cancel), clock.Now());
        if (!organisation.InPost(person, UkWords.LocalDate(now))) return null;
        await using var dates = source.CreateBatch();
        dates.BatchCommands.Add(new NpgsqlBatchCommand(Dates).Text(person));
        await using var rows = await dates.ExecuteReaderAsync(cancel);
        return CalendarText.Write(await rows.ListAsync(Entry, cancel), now);
    }

    private CalendarEntry Entry(NpgsqlDataReader r) =>
        new(Hash(r.GetString(0))[..32], r.TextOrNull(1) ?? "ReviewFlow", r.MomentOrNull(2)!.Value, $"{address.Root}/work/{r.GetString(0)}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
