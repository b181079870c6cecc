using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>What publishing gave.</summary>
/// <param name="VersionId">The version that is now the newest; null when there are problems.</param>
/// <param name="Changed">Whether it is new.</param>
/// <param name="Problems">What is wrong; nothing was published then.</param>
public sealed record PublishResult(string? VersionId, bool Changed, IReadOnlyList<string> Problems);

public sealed partial class DefinitionStore
{
    // Two hosts that start together must not both make the next version.
    internal const string PublishLock = "select pg_advisory_xact_lock(7302612, hashtext($1))";

    internal const string NewestDefinition = """
        select version, case when deleted_at is null then content_hash else '' end, id from definition_versions
        where definition_id = $1 and not snapshot order by version desc limit 1
        """;

    internal const string PublishedBefore = """
        select id from definition_versions where definition_id = $1 and content_hash = $2 and not snapshot order by version desc limit 1
        """;

    internal const string NewestForm = "select version, content_hash, id from form_versions where id = $1 order by version desc limit 1";

    internal const string FormPublishedBefore = "select id from form_versions where id = $1 and content_hash = $2 limit 1";

    internal const string InsertVersion = """
        insert into definition_versions (id, definition_id, version, name, content, content_hash, published_at, published_by, revision, snapshot)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0, false)
        """;

    internal const string InsertForm = """
        insert into form_versions (id, version, content, content_hash, published_at, published_by, revision) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Who publishes what is shipped.</summary>
    public const string Shipped = "system";

    /// <summary>Publishes a definition as the next version when it differs from the newest. Running cases stay on theirs.</summary>
    /// <param name="json">Elsa 3 definition JSON.</param>
    /// <param name="publishedBy">Account, or <c>system</c> for what is shipped.</param>
    /// <param name="now">Business time.</param>
    public async Task<PublishResult> PublishAsync(string json, string publishedBy, DateTimeOffset now, CancellationToken cancel = default)
    {
        var read = DefinitionReader.Read(json);
        if (read.Definition is not { } definition) return new PublishResult(null, false, [.. read.Problems.Select(p => $"{p.Path}: {p.Message}")]);
        var hash = Hash(json);
        var pinned = await PinAsync(definition, json, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var newest = await LockNewestAsync(connection, NewestDefinition, definition.DefinitionId, cancel);
        if (newest?.Hash == hash) return new PublishResult(newest.Value.Id, false, []);
        if (publishedBy == Shipped && await ShippedBeforeAsync(connection, PublishedBefore, definition.DefinitionId, hash, cancel) is { } before) return new PublishResult(before, false, []);
        if (await TakenEndpointsAsync(connection, definition, cancel) is { Count: > 0 } taken) return new PublishResult(null, false, taken);
        var version = (newest?.Version ?? 0) + 1;
        var id = $"{definition.DefinitionId}-v{version}";
        await RunAsync(connection, InsertVersion, c => c
            .Text(id).Text(definition.DefinitionId).Number(version).Text(definition.Name).Text(Stamp(pinned, id, version)).Text(hash)
            .Moment(now).Text(publishedBy), cancel);
        await IndexAsync(connection, definition.DefinitionId, (id, definition), now, cancel);
        await transaction.CommitAsync(cancel);
        Forget();
        return new PublishResult(id, true, []);
    }

    /// <summary>Publishes a form as the next version when it differs from the newest. Cases that run stay on theirs.</summary>
    /// <param name="json">The form.</param>
    /// <param name="now">Business time.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="publishedBy">Account, or <c>system</c> for what is shipped: that comes again only when the file has changed.</param>
    /// <param name="revision">Revision of the draft that it was; 0 for a file.</param>
    public async Task<PublishResult> PublishFormAsync(string json, DateTimeOffset now, string publishedBy = Shipped, int revision = 0, CancellationToken cancel = default)
    {
        var read = FormReader.Read(json);
        if (read.Form is not { } form) return new PublishResult(null, false, [.. read.Problems.Select(p => $"{p.Path}: {p.Message}")]);
        var hash = Hash(json);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var newest = await LockNewestAsync(connection, NewestForm, form.Id, cancel);
        if (newest?.Hash == hash) return new PublishResult(form.Id, false, []);
        if (publishedBy == Shipped && await ShippedBeforeAsync(connection, FormPublishedBefore, form.Id, hash, cancel) is { } before) return new PublishResult(before, false, []);
        var version = (newest?.Version ?? 0) + 1;
        await RunAsync(connection, InsertForm, c => c.Text(form.Id).Number(version).Text(json).Text(hash).Moment(now).Text(publishedBy).Number(revision), cancel);
        await transaction.CommitAsync(cancel);
        Forget();
        return new PublishResult(form.Id, true, []);
    }

    // What people made of a shipped file stays in force; the file comes again only when the file has changed.
    private static async Task<string?> ShippedBeforeAsync(NpgsqlConnection connection, string statement, string id, string hash, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Text(id).Text(hash));
        return (string?)await batch.ExecuteScalarAsync(cancel);
    }

    private static async Task<(int Version, string Hash, string Id)?> LockNewestAsync(NpgsqlConnection connection, string statement, string id, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PublishLock).Text(id));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement).Text(id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.ListAsync(_ => 0, cancel);
        var newest = await rows.NextListAsync(r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), cancel);
        return newest.Count == 0 ? null : newest[0];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, Action<NpgsqlBatchCommand> fill, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        var command = new NpgsqlBatchCommand(statement);
        fill(command);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    // The file's own numbers are those of whoever exported it.
    private static string Stamp(string json, string id, int version)
    {
        var node = (JsonObject)JsonNode.Parse(json.TrimStart('\uFEFF'), documentOptions: new JsonDocumentOptions { MaxDepth = DefinitionReader.MaxDepth })!;
        node["id"] = id;
        node["version"] = version;
        node["isPublished"] = true;
        node["isLatest"] = true;
        return node.ToJsonString();
    }
}
