using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Versions;

/// <summary>
/// What becomes of a version on its way to a recipient: came back, opened, confirmed. It is the log of a message, so it is
/// written beside the mail and never under the case's lock.
/// </summary>
public sealed class DeliveryDesk(NpgsqlDataSource source, MailQueue queue, BusinessClock clock, NoticeNews? news = null)
{
    /// <summary>How long after it came back a mail is tried a second time by itself; many mailboxes are full for an hour.</summary>
    public static readonly TimeSpan SecondTry = TimeSpan.FromHours(1);

    /// <summary>A mail came back: kept in the log, and told to whoever sent the version.</summary>
    /// <param name="mailId">The mail.</param>
    /// <param name="why">What the mail server said.</param>
    /// <param name="again">Whether it is tried again by itself.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether the mail was about a version at all.</returns>
    public async Task<bool> BouncedAsync(string mailId, string why, bool again, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(VersionStatements.Bounce).Text(mailId).Moment(clock.Now()).Text(why).Flag(again));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var found = await rows.ListAsync(r => new { Case = r.GetString(0), Owner = r.GetString(1), Sender = r.GetString(2), Bounces = r.GetInt32(3) }, cancel);
        await rows.DisposeAsync();
        foreach (var one in found) await TellAsync(mailId, one.Case, new[] { one.Owner, one.Sender }.Distinct(StringComparer.Ordinal).ToList(), one.Bounces, cancel);
        return found.Count > 0;
    }

    /// <summary>A recipient has the version before them.</summary>
    public Task OpenedAsync(string caseId, int version, string personId, CancellationToken cancel = default) => RunAsync(VersionStatements.Open, caseId, version, personId, cancel);

    /// <summary>A recipient confirms that they have it.</summary>
    /// <returns>Whether it was sent to them and not confirmed before.</returns>
    public async Task<bool> ConfirmAsync(string caseId, int version, string personId, CancellationToken cancel = default) =>
        await RunAsync(VersionStatements.Confirm, caseId, version, personId, cancel) > 0;

    /// <summary>Sends a mail that came back once more, at once.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> SendAgainAsync(string distributionId, string personId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(VersionStatements.Again).Text(distributionId).Text(personId));
        return await batch.ExecuteScalarAsync(cancel) is string mail && await queue.SendAgainAsync(mail, cancel);
    }

    private async Task TellAsync(string mailId, string caseId, IReadOnlyList<string> people, int bounces, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        var id = $"bounced:{mailId}:{bounces.ToString(CultureInfo.InvariantCulture)}";
        foreach (var person in people)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.InsertNotice)
                .Text(id).Text(person).Text(caseId).Text(null).Text(null).Text("version-bounced").Flag(true).Moment(null).Text(new JsonObject().ToJsonString()).Moment(clock.Now()));
        }

        await batch.ExecuteNonQueryAsync(cancel);
        news?.Note(people);
    }

    private async Task<int> RunAsync(string statement, string caseId, int version, string personId, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Text(caseId).Number(version).Text(personId).Moment(clock.Now()));
        return await batch.ExecuteNonQueryAsync(cancel);
    }
}
