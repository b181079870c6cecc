using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>Something that was done to a process or form as a design.</summary>
/// <param name="SubjectId">Definition's id, or <see cref="DesignLog.FormPrefix"/> and the form's.</param>
/// <param name="At">Business time, UTC.</param>
/// <param name="PersonId">Who did it.</param>
/// <param name="Deed">What.</param>
/// <param name="Version">Number of the version that it was about.</param>
/// <param name="Revision">Revision of the draft that it was about.</param>
/// <param name="Words">What was said, or what changed.</param>
public sealed record DesignEvent(string SubjectId, DateTimeOffset At, string PersonId, DesignDeed Deed, int? Version, int? Revision, string Words);

/// <summary>The record of designs. It is only ever added to.</summary>
public sealed class DesignLog(NpgsqlDataSource source)
{
    /// <summary>Begins the subject of a form's events.</summary>
    public const string FormPrefix = "form:";

    internal const string Insert = """
        insert into design_events (subject_id, at, person_id, deed, version, revision, words) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    internal const string Of = """
        select subject_id, at, person_id, deed, version, revision, words from design_events where subject_id = $1 order by id desc limit $2
        """;

    // The last word about publishing, of each subject.
    internal const string LastWords = """
        select distinct on (subject_id) subject_id, at, person_id, deed, version, revision, words from design_events
        where deed in ('Asked', 'SentBack', 'Approved', 'Published', 'Deleted') order by subject_id, id desc
        """;

    /// <summary>Adds one.</summary>
    public async Task AddAsync(DesignEvent what, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Insert)
            .Text(what.SubjectId).Moment(what.At).Text(what.PersonId).Word(what.Deed).Number(what.Version).Number(what.Revision).Text(what.Words));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What was done to one, newest first.</summary>
    public async Task<IReadOnlyList<DesignEvent>> OfAsync(string subjectId, int most = 200, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Of).Text(subjectId).Number(most));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(Read, cancel);
    }

    /// <summary>Requests for a second person that nobody has answered yet, by subject.</summary>
    public async Task<IReadOnlyDictionary<string, DesignEvent>> AskedAsync(CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LastWords));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var last = await rows.ListAsync(Read, cancel);
        return last.Where(e => e.Deed == DesignDeed.Asked).ToDictionary(e => e.SubjectId, StringComparer.Ordinal);
    }

    private static DesignEvent Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.Moment(1), row.GetString(2), row.Word<DesignDeed>(3), row.NumberOrNull(4), row.NumberOrNull(5), row.GetString(6));
}
