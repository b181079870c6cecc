using Npgsql;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Lists;

/// <summary>What is asked of the list of cases.</summary>
/// <param name="Status">Only cases of this status; null for all.</param>
/// <param name="Search">Part of the reference, title, name or id in the record system; null for all.</param>
/// <param name="After">Id of the last case seen; null for the first page.</param>
/// <param name="Size">Cases of a page.</param>
public sealed record CaseListQuery(CaseStatus? Status = null, string? Search = null, string? After = null, int Size = 50);

/// <summary>A case in the list.</summary>
public sealed record CaseListRow(
    string Id,
    string? Reference,
    string Title,
    string Area,
    CaseStatus Status,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    string? Stage,
    string? Outcome,
    DateOnly? DateOfDispute,
    DateTimeOffset? TotalClockDue,
    string? SubjectId,
    string? SubjectName,
    string? SubjectExternalId);

/// <summary>A page of cases.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Next">Id for the page after; null on the last.</param>
public sealed record CaseListPage(IReadOnlyList<CaseListRow> Rows, string? Next);

/// <summary>All cases that a person may see, trimmed by the one access decision.</summary>
public sealed class CaseList(NpgsqlDataSource source, OrganisationCache organisation, BusinessClock clock)
{
    private const int Own = 4;

    /// <summary>A page of the list. A case's id is in order of time, so it is the key of the page.</summary>
    public async Task<CaseListPage> PageAsync(Actor actor, CaseListQuery query, CancellationToken cancel = default)
    {
        var today = UkWords.LocalDate(clock.Now());
        var filter = Access.VisibleTo(await organisation.GetAsync(cancel), actor, today);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql(filter))
            .Text(query.Status?.ToString()).Text(query.Search is { } words ? $"%{Literal(words)}%" : null).Text(query.After).Number(query.Size + 1)
            .Visible(filter, today));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var found = await rows.ListAsync(Row, cancel);
        return new CaseListPage([.. found.Take(query.Size)], found.Count > query.Size ? found[query.Size - 1].Id : null);
    }

    private static string Sql(CaseFilter filter) => $"""
        select c.id, c.reference, c.title, c.area, c.status, c.opened_at, c.ended_at, c.stage, c.outcome, c.date_of_dispute, c.total_clock_due,
               s.id, s.name, s.external_id
        from cases c left join subjects s on s.id = c.subject_id
        where ($1::text is null or c.status = $1)
          and ($2::text is null or concat_ws(' ', c.reference, c.title, s.name, s.external_id) ilike $2)
          and ($3::text is null or c.id < $3)
          and {VisibleSql.Condition(filter, Own + 1)}
        order by c.id desc
        limit $4
        """.WithToday(Own + VisibleSql.Count(filter));

    private static string Literal(string words) => words.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private static CaseListRow Row(NpgsqlDataReader r) => new(
        r.GetString(0), r.TextOrNull(1), r.GetString(2), r.GetString(3), r.Word<CaseStatus>(4), r.Moment(5), r.MomentOrNull(6), r.TextOrNull(7),
        r.TextOrNull(8), r.DayOrNull(9), r.MomentOrNull(10), r.TextOrNull(11), r.TextOrNull(12), r.TextOrNull(13));
}
