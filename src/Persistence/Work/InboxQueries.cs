using Npgsql;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Work;

/// <summary>A person's work. Everything is trimmed by the one access decision; states and lateness are derived on reading.</summary>
public sealed class InboxQueries(NpgsqlDataSource source, OrganisationCache organisation, FactsCache facts, BusinessClock clock)
{
    /// <summary>A page of a folder.</summary>
    public async Task<InboxPage> PageAsync(Actor actor, InboxQuery query, CancellationToken cancel = default)
    {
        var view = await ViewAsync(actor, cancel);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Own(new NpgsqlBatchCommand(InboxSql.Page(query.Folder, query.Waiting, view.Filter)), view)
            .Visible(view.Filter, view.Today).Moment(query.After?.At).Text(query.After?.TaskId).Number(query.Size + 1));
        List<InboxSource> found;
        await using (var rows = await batch.ExecuteReaderAsync(cancel)) found = await rows.ListAsync(InboxSource.Read, cancel);
        var requests = await RequestsAsync(found, cancel);
        var page = found.Take(query.Size).Select(f => Row(f, requests, view)).ToList();
        var last = found.Count > query.Size ? page[^1] : null;
        var at = query.Folder == InboxFolder.Finished ? last?.Item.ClosedAt : last?.DueAt;
        return new InboxPage(page, last is null ? null : new InboxKey(at, last.Item.TaskId));
    }

    /// <summary>The numbers of the folders and of the line on top.</summary>
    public async Task<InboxCounts> CountsAsync(Actor actor, CancellationToken cancel = default)
    {
        var view = await ViewAsync(actor, cancel);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Own(new NpgsqlBatchCommand(InboxSql.Counts(view.Filter)), view)
            .Moment(view.Now).Moment(EndOfToday(view)).Visible(view.Filter, view.Today));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        int N(int column) => (int)rows.GetInt64(column);
        return new InboxCounts(N(0), N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8));
    }

    private sealed record View(Organisation Organisation, Engine.Facts Facts, CaseFilter Filter, Actor Actor, string[] People, DateTimeOffset Now, DateOnly Today);

    private async Task<View> ViewAsync(Actor actor, CancellationToken cancel)
    {
        var (known, now) = (await organisation.GetAsync(cancel), clock.Now());
        var today = UkWords.LocalDate(now);
        var filter = Access.VisibleTo(known, actor, today);
        string[] people = [actor.ActingFor ?? actor.PersonId, .. filter.Parts.Select(p => p.PersonId)];
        return new View(known, await facts.GetAsync(cancel), filter, actor, [.. people.Distinct(StringComparer.Ordinal)], now, today);
    }

    private static NpgsqlBatchCommand Own(NpgsqlBatchCommand command, View view) => command
        .Texts(view.People).Day(view.Today).Texts([.. view.Filter.Parts.SelectMany(p => p.QueueTeamIds)]).Text(view.Actor.PersonId);

    private static DateTimeOffset EndOfToday(View view)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Clocks.Calendar(null, view.Facts).Zone);
        var midnight = view.Today.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private async Task<ILookup<string, RequestSource>> RequestsAsync(List<InboxSource> found, CancellationToken cancel)
    {
        var instances = found.Where(f => f.Row.Kind != Engine.Execution.TaskKind.Request).Select(f => f.Row.InstanceId).Distinct(StringComparer.Ordinal).ToArray();
        if (instances.Length == 0) return Array.Empty<RequestSource>().ToLookup(r => r.InstanceId, StringComparer.Ordinal);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(InboxSql.Requests).Texts(instances).Texts([.. found.SelectMany(f => f.Row.WaitsFor)]));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return (await rows.ListAsync(RequestSource.Read, cancel)).ToLookup(r => r.InstanceId, StringComparer.Ordinal);
    }

    private static InboxRow Row(InboxSource found, ILookup<string, RequestSource> requests, View view)
    {
        var item = TaskFace.Item(found.Row);
        var state = WorkState.Of(item, [.. RequestSource.Of(found.Row, requests[found.Row.InstanceId])]);
        var calendar = Clocks.Calendar(null, view.Facts);
        var due = item.Open ? found.DueAt : null;
        return new InboxRow
        {
            Item = item,
            CaseId = found.Row.CaseId,
            SubjectId = found.Row.SubjectId,
            SubjectName = found.SubjectName,
            SubjectExternalId = found.SubjectExternalId,
            Restricted = found.Restricted,
            Reference = found.Reference,
            Process = found.Process,
            Area = found.Row.Area,
            SentByName = found.SentByName,
            HasNote = found.HasNote,
            ReceivedAt = found.Row.OpenedAt,
            DueAt = due,
            FirstDueAt = found.Row.FirstDueAt,
            Outcome = found.Row.Outcome,
            State = state,
            Folder = Folder.Of(item, state, view.Today),
            Overdue = due < view.Now,
            OverdueDays = due is { } moment ? Clock.OverdueDays(moment, view.Now, calendar) : 0,
            ForPersonId = (item.ActingForId ?? item.AssigneeId) is { } holder && holder != view.Actor.PersonId ? holder : null,
        };
    }
}
