using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Effects;

/// <summary>
/// Sends the mails that processes write themselves (Elsa's SendEmail): to colleagues in post alone, as plain text, at least
/// once with a stable Message-ID. An address that is no colleague's gets nothing; the row says so.
/// </summary>
public sealed class EmailSweep(NpgsqlDataSource source, OrganisationCache organisations, BusinessClock clock, DeliverMail deliver)
{
    /// <summary>Most attempts at one mail.</summary>
    public const int Attempts = 12;

    internal const string Colleagues = "select id, email from people where lower(email) = any($1)";

    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    private readonly OutboxClaim _outbox = new(source, clock, "email");

    /// <summary>Sends what waits.</summary>
    /// <returns>How many messages were sent to everybody they were for.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var sent = 0;
        foreach (var (id, body, attempts) in await _outbox.TakeAsync(cancel))
        {
            var message = JsonSerializer.Deserialize<SendEmail>(body, s_wire)!.Message;
            try
            {
                var refused = await SendAsync(id, message, cancel);
                await _outbox.SettleAsync(id, refused == 0 ? null : $"{refused} of the addresses are no colleague's; nothing was sent to them.", cancel);
                if (refused == 0) sent++;
            }
            catch (MailNotSentException failed) when (failed.Failure != MailFailure.Refused && attempts < Attempts)
            {
                await _outbox.PostponeAsync(id, TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts, 8))), failed.Message, cancel);
            }
            catch (MailNotSentException failed)
            {
                await _outbox.SettleAsync(id, failed.Message, cancel);
            }
        }

        return sent;
    }

    private async Task<int> SendAsync(string id, JsonObject message, CancellationToken cancel)
    {
        var wanted = ((string[])["to", "cc", "bcc"]).SelectMany(list => Addresses(message[list])).Distinct(StringComparer.Ordinal).ToList();
        var known = await KnownAsync(wanted, cancel);
        var content = new MailContent(OneLine(message["subject"]?.ToString() ?? ""), message["body"]?.ToString() ?? "");

        // One for each: nobody sees who else got it, and each has a Message-ID of its own.
        foreach (var address in known) await deliver(new OutgoingMail($"{id}:{address}", address, content), cancel);
        return wanted.Count - known.Count;
    }

    private async Task<IReadOnlyList<string>> KnownAsync(IReadOnlyList<string> wanted, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Colleagues).Texts(wanted));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var people = await rows.ListAsync(r => (Id: r.GetString(0), Email: r.GetString(1)), cancel);
        var organisation = await organisations.GetAsync(cancel);
        return [.. people.Where(p => organisation.InPost(p.Id, UkWords.LocalDate(clock.Now()))).Select(p => p.Email).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Addresses(JsonNode? list) => (list as JsonArray ?? []).Select(a => a?.ToString().Trim().ToLowerInvariant()).OfType<string>().Where(a => a.Length > 0);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
