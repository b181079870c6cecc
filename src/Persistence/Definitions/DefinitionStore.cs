using System.Collections.Concurrent;
using Npgsql;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>
/// Published definitions and forms. A version never changes, so it is read once and kept for ever; which version is
/// the newest is asked again every few seconds, because another host may have published one.
/// </summary>
public sealed partial class DefinitionStore(NpgsqlDataSource source, TimeProvider system) : IDisposable
{
    internal const string Version = "select content from definition_versions where id = $1";

    internal const string Form = "select content from form_versions where id = $1 and version = $2";

    internal const string LatestDefinitions = """
        select distinct on (definition_id) definition_id, id from definition_versions where retired_at is null and not snapshot
        order by definition_id, version desc
        """;

    internal const string LatestForms = "select id, max(version) from form_versions group by id";

    private readonly ConcurrentDictionary<string, PublishedDefinition> _versions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, int), (FormDefinition Plain, ValueListBook Lists, FormDefinition Form)> _forms = new();
    private readonly Cached<ValueListBook> _lists = new(cancel => ValueListDesk.ReadAsync(source, cancel), TimeSpan.FromSeconds(5), system);
    private readonly Cached<Newest> _newest = new(cancel => ReadNewestAsync(source, cancel), TimeSpan.FromSeconds(5), system);

    private sealed record Newest(IReadOnlyDictionary<string, string> Definitions, IReadOnlyDictionary<string, int> Forms);

    /// <summary>A version by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async ValueTask<PublishedDefinition> VersionAsync(string versionId, CancellationToken cancel = default)
    {
        if (_versions.TryGetValue(versionId, out var known)) return known;
        await using var command = source.CreateCommand(Version);
        command.Parameters.AddWithValue(versionId);
        var content = (string?)await command.ExecuteScalarAsync(cancel) ?? throw new KeyNotFoundException($"There is no version {versionId}.");
        var read = Read(content);
        var whole = read with { Definition = await LinkAsync(read.Definition, cancel) };
        // What it uses may be published later; only what is whole never changes.
        return whole.Definition.Nodes.Values.Any(n => n.Reference is not null && n.Linked is null) ? whole : _versions.GetOrAdd(versionId, whole);
    }

    /// <summary>The newest published version; null when there is none.</summary>
    public async ValueTask<PublishedDefinition?> LatestAsync(string definitionId, CancellationToken cancel = default) =>
        (await _newest.GetAsync(cancel)).Definitions.TryGetValue(definitionId, out var versionId) ? await VersionAsync(versionId, cancel) : null;

    /// <summary>Ids of definitions that can be started.</summary>
    public async ValueTask<IReadOnlyCollection<string>> PublishedIdsAsync(CancellationToken cancel = default) =>
        [.. (await _newest.GetAsync(cancel)).Definitions.Keys];

    /// <summary>A version of a form.</summary>
    /// <exception cref="KeyNotFoundException">There is no such version.</exception>
    public async ValueTask<FormDefinition> FormAsync(string formId, int version, CancellationToken cancel = default)
    {
        var lists = await ListsAsync(cancel);
        if (_forms.TryGetValue((formId, version), out var known) && known.Lists == lists) return known.Form;
        var form = known.Plain ?? await ReadFormAsync(formId, version, cancel);
        // The choices of shared lists change while the version of the form stays.
        var now = lists.In(form);
        _forms[(formId, version)] = (form, lists, now);
        return now;
    }

    private async Task<FormDefinition> ReadFormAsync(string formId, int version, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Form);
        command.Parameters.AddWithValue(formId);
        command.Parameters.AddWithValue(version);
        var content = (string?)await command.ExecuteScalarAsync(cancel) ?? throw new KeyNotFoundException($"There is no version {version} of the form {formId}.");
        var form = FormReader.Read(content).Form ?? throw new InvalidOperationException($"Version {version} of the form {formId} cannot be read.");
        return form with { Version = version };
    }

    /// <summary>The lists of values that forms share, as they are now.</summary>
    public ValueTask<ValueListBook> ListsAsync(CancellationToken cancel = default) => _lists.GetAsync(cancel);

    /// <summary>A list was changed here.</summary>
    public void ForgetLists() => _lists.Forget();

    /// <summary>Number of the newest version of a form; null when there is none.</summary>
    public async ValueTask<int?> LatestFormAsync(string formId, CancellationToken cancel = default) =>
        (await _newest.GetAsync(cancel)).Forms.TryGetValue(formId, out var version) ? version : null;

    /// <summary>Ids of published forms.</summary>
    public async ValueTask<IReadOnlySet<string>> FormIdsAsync(CancellationToken cancel = default) =>
        (await _newest.GetAsync(cancel)).Forms.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Something was published here.</summary>
    public void Forget() => _newest.Forget();

    public void Dispose()
    {
        _newest.Dispose();
        _lists.Dispose();
    }

    private static PublishedDefinition Read(string content)
    {
        var read = DefinitionReader.Read(content);
        return read.Definition is { } definition
            ? new PublishedDefinition(definition, ProcessFacts.Of(content))
            : throw new InvalidOperationException($"A published definition cannot be read: {read.Problems[0].Path} {read.Problems[0].Message}");
    }

    private static async Task<Newest> ReadNewestAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LatestDefinitions));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LatestForms));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var definitions = await rows.ListAsync(r => KeyValuePair.Create(r.GetString(0), r.GetString(1)), cancel);
        var forms = await rows.NextListAsync(r => KeyValuePair.Create(r.GetString(0), r.GetInt32(1)), cancel);
        return new Newest(definitions.ToDictionary(StringComparer.Ordinal), forms.ToDictionary(StringComparer.Ordinal));
    }
}
