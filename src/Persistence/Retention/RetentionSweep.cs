using System.Globalization;
using Npgsql;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Retention;

/// <summary>
/// Forgets what nobody needs any more: whole cases about nobody some time after their end, journals of ended cases when a time
/// is set for that, and the service's own notes of what was carried out. What was written about a person is never touched.
/// </summary>
public sealed class RetentionSweep(NpgsqlDataSource source, OrganisationCache organisation, BusinessClock clock)
{
    /// <summary>Days after its end at which a case about nobody goes. 30 unless set.</summary>
    public const string TechnicalDays = "retention.technicalDays";

    /// <summary>Days after its end at which the journal of a case goes. For ever unless set.</summary>
    public const string JournalDays = "retention.journalDays";

    internal const string Technical = """
        select id from cases where subject_id is null and status <> 'Open' and coalesce(ended_at, opened_at) < $1 order by opened_at limit 500
        """;

    internal const string Forget = "select forget_technical_case($1)";

    internal const string ForgetJournals = "select forget_journals($1)";

    internal const string OldOperations = "delete from operations where at < $1";

    internal const string OldStimuli = "delete from stimuli where applied_at < $1";

    internal const string OldRequests = "delete from outbox where kind in ('http', 'task') and sent_at < $1";

    // A key may be sent again as long as a browser keeps its page.
    private static readonly TimeSpan s_notes = TimeSpan.FromDays(90);

    /// <summary>Forgets what is due.</summary>
    /// <returns>How many cases and journal rows went.</returns>
    public async Task<(int Cases, int Journals)> RunAsync(CancellationToken cancel = default)
    {
        var settings = await organisation.SettingsAsync(cancel);
        var now = clock.Now();
        var cases = 0;
        foreach (var id in await TechnicalAsync(now - Days(settings, TechnicalDays, 30)!.Value, cancel))
        {
            if (await ScalarAsync(new NpgsqlBatchCommand(Forget).Text(id), cancel) is true) cases++;
        }

        var journals = Days(settings, JournalDays, null) is { } kept ? (int)(await ScalarAsync(new NpgsqlBatchCommand(ForgetJournals).Moment(now - kept), cancel))! : 0;
        foreach (var old in new[] { OldOperations, OldStimuli, OldRequests }) await ScalarAsync(new NpgsqlBatchCommand(old).Moment(now - s_notes), cancel);
        return (cases, journals);
    }

    private static TimeSpan? Days(IReadOnlyDictionary<string, string> settings, string key, int? otherwise)
    {
        var set = settings.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 36_500 ? days : otherwise;
        return set is { } known ? TimeSpan.FromDays(known) : null;
    }

    private async Task<IReadOnlyList<string>> TechnicalAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Technical).Moment(before));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }

    private async Task<object?> ScalarAsync(NpgsqlBatchCommand command, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        return await batch.ExecuteScalarAsync(cancel);
    }
}
