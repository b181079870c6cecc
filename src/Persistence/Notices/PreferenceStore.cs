using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Notices;

/// <summary>What people have chosen about their mail.</summary>
public sealed class PreferenceStore(NpgsqlDataSource source, BusinessClock clock)
{
    internal const string One = "select work, answers, reminders, news, digest, person_id from message_preferences where person_id = $1";

    internal const string All = "select work, answers, reminders, news, digest, person_id from message_preferences order by person_id";

    internal const string Put = """
        insert into message_preferences (person_id, work, answers, reminders, news, digest, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (person_id) do update set work = excluded.work, answers = excluded.answers, reminders = excluded.reminders,
            news = excluded.news, digest = excluded.digest, changed_at = excluded.changed_at
        """;

    /// <summary>What a person has chosen; the usual when nothing.</summary>
    public async Task<MessagePreferences> OfAsync(string personId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(One).Text(personId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(From, cancel)).SingleOrDefault() ?? MessagePreferences.Usual;
    }

    internal async Task<IReadOnlyDictionary<string, MessagePreferences>> AllAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand(All);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(r => KeyValuePair.Create(r.GetString(5), From(r)), cancel)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Keeps a choice. It counts for every mail that has not been sent yet.</summary>
    public async Task ChooseAsync(string personId, MessagePreferences wishes, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Put)
            .Text(personId).Word(wishes.Work).Word(wishes.Answers).Word(wishes.Reminders).Word(wishes.News).Word(wishes.Digest).Moment(clock.Now()));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static MessagePreferences From(NpgsqlDataReader r) => new()
    {
        Work = r.Word<MailChoice>(0),
        Answers = r.Word<MailChoice>(1),
        Reminders = r.Word<MailChoice>(2),
        News = r.Word<MailChoice>(3),
        Digest = r.Word<DigestRhythm>(4),
    };
}
