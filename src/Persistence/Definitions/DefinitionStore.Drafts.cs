using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Definitions;

public sealed partial class DefinitionStore
{
    /// <summary>Longest time between two rows of the history while somebody only moves boxes.</summary>
    public static readonly TimeSpan KeepEvery = TimeSpan.FromMinutes(5);

    /// <summary>Most rows of history that a definition keeps.</summary>
    public const int LongestHistory = 500;

    internal const string DraftOf = """
        select definition_id, id, version, name, content, revision, created_at, changed_at, changed_by, author_since, kept_at
        from definition_drafts where definition_id = $1
        """;

    internal const string NewestBase = """
        select id, version, revision, published_at, published_by from definition_versions
        where definition_id = $1 and not snapshot order by version desc limit 1
        """;

    // A draft that was thrown away leaves its revisions in the history; they are not given again.
    internal const string HighestKept = "select coalesce(max(revision), 0) from definition_draft_history where definition_id = $1";

    internal const string PutDraft = """
        insert into definition_drafts (definition_id, id, version, name, content, revision, author_since, created_at, changed_at, changed_by, kept_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (definition_id) do update set name = excluded.name, content = excluded.content, revision = excluded.revision,
            author_since = excluded.author_since, changed_at = excluded.changed_at, changed_by = excluded.changed_by, kept_at = excluded.kept_at
        """;

    internal const string KeepDraft = """
        insert into definition_draft_history (definition_id, revision, version, name, content, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
        """;

    internal const string ForgetOldDrafts = """
        delete from definition_draft_history where definition_id = $1 and revision <= (
            select revision from definition_draft_history where definition_id = $1 order by revision desc offset $2 limit 1)
        """;

    internal const string DropDraft = "delete from definition_drafts where definition_id = $1 and ($2::int is null or revision = $2)";

    internal const string HistoryOf = """
        select definition_id, revision, version, name, content, changed_at, changed_by from definition_draft_history
        where definition_id = $1 order by revision desc
        """;

    /// <summary>The draft of a definition; null when there is none.</summary>
    public async Task<DefinitionDraft?> DraftAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return (await ReadDraftAsync(connection, DraftOf, definitionId, cancel))?.Draft;
    }

    /// <summary>
    /// Saves a draft, unless somebody else has changed the definition since the state that was edited. The same content
    /// again changes nothing, so a repeated request does no harm.
    /// </summary>
    public async Task<DraftSaved> SaveDraftAsync(DraftSave save, DateTimeOffset now, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, PublishLock, c => c.Text(save.DefinitionId), cancel);
        var newest = await NewestBaseAsync(connection, save.DefinitionId, cancel);
        var current = await ReadDraftAsync(connection, DraftOf, save.DefinitionId, cancel);
        if (DraftRules.ChangedByAnother(save, current, newest) is { } refused) return refused;
        if (current?.Draft.Content == save.Content && current.Draft.Name == save.Name) return new DraftSaved(current.Draft);
        var next = DraftRules.Next(save, current, newest, current is null ? await HighestKeptAsync(connection, save.DefinitionId, cancel) : 0, now);
        if (current is not null && DraftRules.IsKept(save, current, now)) await KeepAsync(connection, current.Draft, cancel);
        await PutAsync(connection, next, cancel);
        await transaction.CommitAsync(cancel);
        return new DraftSaved(next.Draft);
    }

    /// <summary>What the draft was before, newest first.</summary>
    public async Task<IReadOnlyList<DraftBefore>> DraftHistoryAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(HistoryOf).Text(definitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new DraftBefore(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), r.GetString(4), r.Moment(5), r.GetString(6)), cancel);
    }

    /// <summary>Makes an earlier state the draft again; what was there goes into the history.</summary>
    /// <returns>Null when there is no such state.</returns>
    public async Task<DefinitionDraft?> RestoreDraftAsync(string definitionId, int revision, string author, DateTimeOffset now, CancellationToken cancel = default)
    {
        var before = (await DraftHistoryAsync(definitionId, cancel)).FirstOrDefault(h => h.Revision == revision);
        return before is null ? null : (await SaveDraftAsync(new DraftSave(definitionId, before.Name, before.Content, author), now, cancel)).Draft;
    }

    /// <summary>Throws the draft away; its last state goes into the history.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="revision">Only when it is still this one; null for whatever it is.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DiscardDraftAsync(string definitionId, int? revision = null, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(connection, PublishLock, c => c.Text(definitionId), cancel);
        var current = await ReadDraftAsync(connection, DraftOf, definitionId, cancel);
        if (current is null || (revision is { } wanted && current.Draft.Revision != wanted)) return false;
        await KeepAsync(connection, current.Draft, cancel);
        await RunAsync(connection, DropDraft, c => c.Text(definitionId).Number(revision), cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static async Task KeepAsync(NpgsqlConnection connection, DefinitionDraft draft, CancellationToken cancel)
    {
        await RunAsync(connection, KeepDraft, c => c.Text(draft.DefinitionId).Number(draft.Revision).Number(draft.Version).Text(draft.Name).Text(draft.Content)
            .Moment(draft.ChangedAt).Text(draft.ChangedBy), cancel);
        await RunAsync(connection, ForgetOldDrafts, c => c.Text(draft.DefinitionId).Number(LongestHistory), cancel);
    }

    private static Task PutAsync(NpgsqlConnection connection, DraftState next, CancellationToken cancel) => RunAsync(connection, PutDraft, c => c
        .Text(next.Draft.DefinitionId).Text(next.Draft.Id).Number(next.Draft.Version).Text(next.Draft.Name).Text(next.Draft.Content).Number(next.Draft.Revision)
        .Number(next.AuthorSince).Moment(next.Draft.CreatedAt).Moment(next.Draft.ChangedAt).Text(next.Draft.ChangedBy).Moment(next.KeptAt), cancel);

    private static async Task<DraftState?> ReadDraftAsync(NpgsqlConnection connection, string statement, string definitionId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Text(definitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return null;
        var draft = new DefinitionDraft(
            rows.GetString(0), rows.GetString(1), rows.GetInt32(2), rows.GetString(3), rows.GetString(4), rows.GetInt32(5), rows.Moment(6), rows.Moment(7), rows.GetString(8));
        return new DraftState(draft, rows.GetInt32(9), rows.Moment(10));
    }

    private static async Task<int> HighestKeptAsync(NpgsqlConnection connection, string definitionId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(HighestKept).Text(definitionId));
        return (int)(await batch.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<DraftBase?> NewestBaseAsync(NpgsqlConnection connection, string definitionId, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(NewestBase).Text(definitionId));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        if (!await rows.ReadAsync(cancel)) return null;
        return new DraftBase(rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.Moment(3), rows.GetString(4));
    }
}
