using Npgsql;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Definitions;

public sealed partial class DefinitionStore
{
    internal const string Entries = """
        select v.id, v.definition_id, v.version, v.name, coalesce(v.content::json->>'description', ''), v.published_at, v.published_by, v.revision,
               false, v.retired_at is not null,
               (select count(*)::int from instances i where i.version_id = v.id and i.status = 'Running')
        from definition_versions v where v.deleted_at is null and not v.snapshot
        union all
        select d.id, d.definition_id, d.version, d.name, coalesce(d.content::json->>'description', ''), d.created_at, d.changed_by, d.revision, true, true, 0
        from definition_drafts d
        order by 2, 3
        """;

    internal const string ContentOf = """
        select content from definition_versions where id = $1
        union all select content from definition_drafts where id = $1 limit 1
        """;

    // Versions that were deleted, too: only what nobody tried as a draft.
    internal const string NewestOfAll = """
        select id, version, name, published_at, published_by, revision from definition_versions
        where definition_id = $1 and not snapshot order by version desc limit 1
        """;

    internal const string Authors = """
        select changed_by from definition_drafts where definition_id = $1
        union
        select changed_by from definition_draft_history where definition_id = $1
            and revision > (select coalesce(max(revision), 0) from definition_versions where definition_id = $1 and not snapshot)
        order by 1
        """;

    internal const string Retire = "update definition_versions set retired_at = $2 where definition_id = $1 and retired_at is null";

    internal const string Revive = "update definition_versions set retired_at = null where id = $1 and deleted_at is null and not snapshot";

    internal const string DeleteVersion = """
        update definition_versions set deleted_at = $2, retired_at = coalesce(retired_at, $2) where id = $1 and deleted_at is null and not snapshot
        """;

    internal const string InsertSnapshot = """
        insert into definition_versions (id, definition_id, version, name, content, content_hash, published_at, published_by, retired_at, revision, snapshot)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, true) on conflict (id) do nothing
        """;

    internal const string Listed = "select exists(select 1 from definition_versions where id = $1 and deleted_at is null and not snapshot)";

    internal const string OwnerOf = "select definition_id from definition_versions where id = $1";

    internal const string StampRevision = "update definition_versions set revision = greatest(revision, $2) where id = $1";

    /// <summary>Every version and draft that is not deleted, by definition and version.</summary>
    public async Task<IReadOnlyList<DefinitionEntry>> EntriesAsync(CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(Entries);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = await rows.ListAsync(
            r => new DefinitionEntry
            {
                Id = r.GetString(0),
                DefinitionId = r.GetString(1),
                Version = r.GetInt32(2),
                Name = r.GetString(3),
                Description = r.GetString(4),
                At = r.Moment(5),
                By = r.GetString(6),
                Revision = r.GetInt32(7),
                IsDraft = r.GetBoolean(8),
                Retired = r.GetBoolean(9),
                Running = r.GetInt32(10),
            },
            cancel);
        var marked = all.GroupBy(e => e.DefinitionId, StringComparer.Ordinal).SelectMany(g => Marked([.. g]));
        return [.. marked];
    }

    /// <summary>JSON of a version, deleted and tried ones included, or of a draft; null when there is none.</summary>
    public async Task<string?> ContentAsync(string id, CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(ContentOf);
        command.Parameters.AddWithValue(id);
        return (string?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>The newest version that there ever was, a deleted one too; null when there was none.</summary>
    public async Task<DefinitionEntry?> NewestEverAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(NewestOfAll);
        command.Parameters.AddWithValue(definitionId);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = await rows.ListAsync(
            r => new DefinitionEntry { Id = r.GetString(0), DefinitionId = definitionId, Version = r.GetInt32(1), Name = r.GetString(2), At = r.Moment(3), By = r.GetString(4), Revision = r.GetInt32(5), Retired = true },
            cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Everybody who changed the draft of a definition since its newest version.</summary>
    public async Task<IReadOnlyList<string>> AuthorsAsync(string definitionId, CancellationToken cancel = default)
    {
        await using var command = source.CreateCommand(Authors);
        command.Parameters.AddWithValue(definitionId);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => r.GetString(0), cancel);
    }

    /// <summary>A published version that is on the lists; null when there is none of that id.</summary>
    internal async Task<PublishedDefinition?> ListedVersionAsync(string versionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Listed);
        command.Parameters.AddWithValue(versionId);
        return await command.ExecuteScalarAsync(cancel) is true ? await VersionAsync(versionId, cancel) : null;
    }

    /// <summary>Publishes the draft, and removes it unless somebody saved it meanwhile.</summary>
    public async Task<PublishResult> PublishDraftAsync(DefinitionDraft draft, string publishedBy, DateTimeOffset now, CancellationToken cancel = default)
    {
        var result = await PublishAsync(draft.Content, publishedBy, now, cancel);
        if (result.VersionId is null) return result;
        await RunAsync(StampRevision, c => c.Text(result.VersionId).Number(draft.Revision), cancel);
        await ReviveAsync(result.VersionId, now, cancel);
        await DiscardDraftAsync(draft.DefinitionId, draft.Revision, cancel);
        Forget();
        return result;
    }

    /// <summary>Takes a definition out of use: nothing new starts on it, what runs goes on.</summary>
    /// <returns>Whether one of its versions was in use.</returns>
    public async Task<bool> RetireAsync(string definitionId, DateTimeOffset now, CancellationToken cancel = default)
    {
        var changed = await RunAsync(Retire, c => c.Text(definitionId).Moment(now), cancel);
        await ReindexAsync(definitionId, now, cancel);
        Forget();
        return changed > 0;
    }

    /// <summary>Puts a version that was taken out of use back into it.</summary>
    public async Task ReviveAsync(string versionId, DateTimeOffset now, CancellationToken cancel = default)
    {
        await RunAsync(Revive, c => c.Text(versionId), cancel);
        await ReindexAsync(await DefinitionOfAsync(versionId, cancel), now, cancel);
        Forget();
    }

    /// <summary>Takes a version off every list. Its content stays for the cases that ran on it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteVersionAsync(string versionId, DateTimeOffset now, CancellationToken cancel = default)
    {
        var changed = await RunAsync(DeleteVersion, c => c.Text(versionId).Moment(now), cancel);
        await ReindexAsync(await DefinitionOfAsync(versionId, cancel), now, cancel);
        Forget();
        return changed > 0;
    }

    /// <summary>Keeps a draft as it is now, so that it can be tried: a run needs a version that never changes.</summary>
    /// <returns>Id of the snapshot.</returns>
    public async Task<string> SnapshotAsync(DefinitionDraft draft, string by, DateTimeOffset now, CancellationToken cancel = default)
    {
        var id = $"{draft.Id}-r{draft.Revision}";
        var content = Stamp(draft.Content, id, draft.Version);
        await RunAsync(InsertSnapshot, c => c
            .Text(id).Text(draft.DefinitionId).Number(draft.Version).Text(draft.Name).Text(content).Text(Hash(draft.Content)).Moment(now).Text(by).Number(draft.Revision), cancel);
        return id;
    }

    private async Task<string> DefinitionOfAsync(string versionId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(OwnerOf);
        command.Parameters.AddWithValue(versionId);
        return (string?)await command.ExecuteScalarAsync(cancel) ?? "";
    }

    private async Task<int> RunAsync(string statement, Action<NpgsqlBatchCommand> fill, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        var command = new NpgsqlBatchCommand(statement);
        fill(command);
        batch.BatchCommands.Add(command);
        return await batch.ExecuteNonQueryAsync(cancel);
    }

    private static IEnumerable<DefinitionEntry> Marked(List<DefinitionEntry> versions)
    {
        var latest = versions.MaxBy(v => v.Version);
        var published = versions.Where(v => !v.Retired && !v.IsDraft).MaxBy(v => v.Version);
        return versions.Select(v => v with { IsLatest = v == latest, IsPublished = v == published });
    }
}
