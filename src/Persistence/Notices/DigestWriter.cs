using System.Text.Json;
using Npgsql;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>
/// Puts together the digests of the day: once a person and day, on whichever host, also late after downtime. What it
/// says is fixed then, so that a repeated mail says the same.
/// </summary>
public sealed class DigestWriter(
    NpgsqlDataSource source, PreferenceStore preferences, TemplateTexts templates, OrganisationCache organisations, FactsCache facts, BusinessClock clock)
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    internal const string Marks = "select person_id, day from digest_marks";

    internal const string Mark = """
        insert into digest_marks (person_id, day) values ($1, $2)
        on conflict (person_id) do update set day = excluded.day where digest_marks.day < excluded.day
        """;

    internal const string Insert = """
        insert into mails (id, person_id, template, critical, data, state, created_at, not_before, attempts)
        values ($1, $2, 'digest', false, $3, 'Waiting', $4, $4, 0) on conflict do nothing
        """;

    internal const string Named = "update mails set state = 'InDigest', settled_at = $2 where id = any($1) and state = 'ForDigest'";

    /// <summary>Writes what is to be written now. Nothing outside the readers' working time.</summary>
    /// <returns>How many digests there are to send.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var (organisation, known, now) = (await organisations.GetAsync(cancel), await facts.GetAsync(cancel), clock.Now());
        var (wishes, marks) = (await preferences.AllAsync(cancel), await MarksAsync(cancel));
        var written = 0;
        foreach (var person in organisation.People)
        {
            var calendar = Clocks.Calendar(organisation.CalendarOf(person.Id, LocalDay(known, organisation, now)), known);
            var day = LocalTime.DayOf(calendar, now);
            var rhythm = (wishes.GetValueOrDefault(person.Id) ?? MessagePreferences.Usual).Digest;
            if (rhythm == DigestRhythm.Off || !organisation.InPost(person.Id, day) || marks.GetValueOrDefault(person.Id) >= day) continue;
            if (!WorkingTime.Includes(calendar, now) || (rhythm == DigestRhythm.Weekly && !WorkingTime.BeginsTheWeek(calendar, day))) continue;
            if (await WriteAsync(organisation, person.Id, calendar, day, now, cancel)) written++;
        }

        return written;
    }

    private static DateOnly LocalDay(Facts known, Organisation organisation, DateTimeOffset now) =>
        LocalTime.DayOf(Clocks.Calendar(organisation.CalendarId, known), now);

    private async Task<Dictionary<string, DateOnly>> MarksAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Marks);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => (Person: r.GetString(0), Day: r.GetFieldValue<DateOnly>(1)), cancel)).ToDictionary(m => m.Person, m => m.Day, StringComparer.Ordinal);
    }

    private async Task<bool> WriteAsync(Organisation organisation, string person, WorkingDayCalendar calendar, DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var mark = new NpgsqlBatch(connection, transaction);
        mark.BatchCommands.Add(new NpgsqlBatchCommand(Mark).Text(person).Day(day));
        if (await mark.ExecuteNonQueryAsync(cancel) == 0) return false;
        var soon = LocalTime.ToUtc(calendar, WorkingDays.Add(calendar, day, 2).AddDays(1), TimeOnly.MinValue);
        var found = await DigestLines.ReadAsync(connection, person, now, soon, cancel);
        var digest = await found.ToDigestAsync(templates, organisation, cancel);
        if (!digest.IsEmpty)
        {
            await using var write = new NpgsqlBatch(connection, transaction);
            write.BatchCommands.Add(new NpgsqlBatchCommand(Insert).Text($"digest:{person}:{day:yyyyMMdd}").Text(person).Text(JsonSerializer.Serialize(digest, s_wire)).Moment(now));
            write.BatchCommands.Add(new NpgsqlBatchCommand(Named).Texts(found.MailIds).Moment(now));
            await write.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return !digest.IsEmpty;
    }
}
