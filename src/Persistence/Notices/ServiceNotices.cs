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
}
