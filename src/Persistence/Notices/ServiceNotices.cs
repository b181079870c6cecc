using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>Notices about the service itself, which belong to no case.</summary>
public sealed class ServiceNotices(NpgsqlDataSource source, OrganisationCache organisations, BusinessClock clock, NoticeNews? news = null)
{
    /// <summary>Tells everybody who administers, in the app; a repeat of the id changes nothing.</summary>
    /// <param name="id">Made once per thing to tell.</param>
    /// <param name="template">Name of the message.</param>
    /// <param name="due">The moment that it speaks of.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whom.</returns>
    public async Task<IReadOnlyList<string>> TellAdministratorsAsync(string id, string template, DateTimeOffset? due, CancellationToken cancel = default)
    {
        var organisation = await organisations.GetAsync(cancel);
        var today = UkWords.LocalDate(clock.Now());
        string[] told = [.. organisation.People.Select(p => p.Id).Where(p => organisation.RolesOf(p, today).Any(r => r.Role == Roles.Administrator))];
        if (told.Length == 0) return told;
        await using var batch = source.CreateBatch();
        foreach (var person in told)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.InsertNotice)
                .Text(id).Text(person).Text("").Text(null).Text(null).Text(template).Flag(false).Moment(due).Text(null).Moment(clock.Now()));
        }

        await batch.ExecuteNonQueryAsync(cancel);
        news?.Note(told);
        return told;
    }

    /// <summary>Tells people something that belongs to no case, such as cover; a repeat of the id changes nothing.</summary>
    /// <param name="id">Made once per thing to tell.</param>
    /// <param name="template">Name of the message.</param>
    /// <param name="people">Whom.</param>
    /// <param name="due">The moment that it speaks of.</param>
    /// <param name="colleague">The colleague that it speaks of.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task TellAsync(string id, string template, IEnumerable<string> people, DateTimeOffset? due, string colleague, CancellationToken cancel = default)
    {
        var data = new JsonObject { ["colleague"] = colleague }.ToJsonString();
        await using var batch = source.CreateBatch();
        foreach (var person in people.Distinct(StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseWrites.InsertNotice)
                .Text(id).Text(person).Text("").Text(null).Text(null).Text(template).Flag(false).Moment(due).Text(data).Moment(clock.Now()));
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }
}
