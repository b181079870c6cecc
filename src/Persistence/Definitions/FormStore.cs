using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>A published form in a list.</summary>
public sealed record FormEntry(string Id, int Version, string Content, DateTimeOffset At, string By, int Revision);

/// <summary>A state of a form's draft.</summary>
public sealed record FormDraft(string Id, string Content, int Revision, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>Drafts of forms with their history, and versions as they stand. Publishing is <see cref="DefinitionStore.PublishFormAsync"/>.</summary>
public sealed class FormStore(NpgsqlDataSource source)
{
    internal const string Newest = """
        select distinct on (id) id, version, content, published_at, published_by, revision from form_versions order by id, version desc
        """;

    internal const string VersionsOf = "select id, version, content, published_at, published_by, revision from form_versions where id = $1 order by version desc";

    internal const string Drafts = "select id, content, revision, changed_at, changed_by from form_drafts order by id";

    internal const string History = "select id, content, revision, changed_at, changed_by from form_draft_history where id = $1 order by revision desc limit 500";

    internal const string Keep = """
        insert into form_draft_history (id, revision, content, changed_at, changed_by)
        select id, revision, content, changed_at, changed_by from form_drafts where id = $1 on conflict do nothing
        """;

    // Nothing is written when somebody else saved meanwhile.
    internal const string Put = """
        insert into form_drafts (id, content, revision, changed_at, changed_by)
        select $1, $2, 1 + greatest($3::int, (select coalesce(max(revision), 0) from form_draft_history where id = $1), (select coalesce(max(revision), 0) from form_versions where id = $1)), $4::timestamptz, $5
        where $3::int = 0 or exists (select from form_drafts where id = $1)
        on conflict (id) do update set content = excluded.content, revision = excluded.revision, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            where form_drafts.revision = $3::int
        returning revision
        """;

    internal const string Drop = "delete from form_drafts where id = $1";

    internal const string Authors = """
        select changed_by from form_drafts where id = $1
        union
        select changed_by from form_draft_history where id = $1 and revision > (select coalesce(max(revision), 0) from form_versions where id = $1)
        order by 1
        """;

    /// <summary>The newest version of every form.</summary>
    public Task<List<FormEntry>> NewestAsync(CancellationToken cancel = default) => ReadAsync(new NpgsqlBatchCommand(Newest), Entry, cancel);

    /// <summary>Versions of one form, newest first.</summary>
    public Task<List<FormEntry>> VersionsAsync(string id, CancellationToken cancel = default) => ReadAsync(new NpgsqlBatchCommand(VersionsOf).Text(id), Entry, cancel);

    /// <summary>All drafts.</summary>
    public Task<List<FormDraft>> DraftsAsync(CancellationToken cancel = default) => ReadAsync(new NpgsqlBatchCommand(Drafts), Draft, cancel);

    /// <summary>The draft of a form; null when there is none.</summary>
    public async Task<FormDraft?> DraftAsync(string id, CancellationToken cancel = default) => (await DraftsAsync(cancel)).Find(d => d.Id == id);

    /// <summary>What the draft was before, newest first.</summary>
    public Task<List<FormDraft>> HistoryAsync(string id, CancellationToken cancel = default) => ReadAsync(new NpgsqlBatchCommand(History).Text(id), Draft, cancel);

    /// <summary>Everybody who changed the draft since the newest version.</summary>
    public Task<List<string>> AuthorsAsync(string id, CancellationToken cancel = default) => ReadAsync(new NpgsqlBatchCommand(Authors).Text(id), r => r.GetString(0), cancel);

    /// <summary>Saves the draft; the state before goes into the history.</summary>
    /// <param name="id">The form.</param>
    /// <param name="content">Its JSON.</param>
    /// <param name="baseRevision">Revision that was edited; 0 when there was no draft.</param>
    /// <param name="person">Author.</param>
    /// <param name="now">Business time.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False when somebody saved meanwhile; nothing was written then.</returns>
    public async Task<bool> SaveAsync(string id, string content, int baseRevision, string person, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Keep).Text(id));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Put).Text(id).Text(content).Number(baseRevision).Moment(now).Text(person));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel);
    }

    /// <summary>Throws the draft away; its last state stays in the history.</summary>
    public async Task DropAsync(string id, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Keep).Text(id));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Drop).Text(id));
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task<List<T>> ReadAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(command);
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(read, cancel);
    }

    private static FormEntry Entry(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.Moment(3), row.GetString(4), row.GetInt32(5));

    private static FormDraft Draft(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.Moment(3), row.GetString(4));
}
