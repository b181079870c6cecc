using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Definitions;

/// <summary>What would become of one running instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Reference">Its reference, or its title.</param>
/// <param name="FromVersionId">The version that it runs on.</param>
/// <param name="Blocked">Why it cannot be moved, in words; null when it can.</param>
/// <param name="ChangedDrafts">Sections that somebody has begun and that ask something else afterwards.</param>
public sealed record MigrationPreview(string InstanceId, string Reference, string FromVersionId, string? Blocked, IReadOnlyList<string> ChangedDrafts);

/// <summary>What became of one instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Moved">Whether it was moved.</param>
/// <param name="Why">When not: why, in words.</param>
public sealed record MigrationResult(string InstanceId, bool Moved, string? Why);

/// <summary>Moves running instances to another version: look first, then all or some of them, each in a transaction of its own.</summary>
public sealed class InstanceMigrations(NpgsqlDataSource source, DefinitionStore definitions, CaseTransaction cases)
{
    /// <summary>Most instances that one look shows and one batch moves.</summary>
    public const int Most = 1_000;

    internal const string RunningElsewhere = """
        select i.id, coalesce(i.reference, i.title), i.version_id, i.form_id, i.form_version, i.state,
               array(select d.section_id from documents d where d.instance_id = i.id and d.signature_id is not null),
               array(select d.section_id from documents d where d.instance_id = i.id and d.signature_id is null
                     union select f.section_id from drafts f where f.instance_id = i.id)
        from instances i where i.definition_id = $1 and i.status = 'Running' and i.version_id <> $2
        order by i.started_at, i.id limit $3
        """;

    /// <summary>What moves, what is in the way, and whose begun sections change. Nothing is locked: the move itself decides again.</summary>
    /// <returns>Null when there is no such version of this definition.</returns>
    public async Task<IReadOnlyList<MigrationPreview>?> PreviewAsync(string definitionId, string toVersionId, CancellationToken cancel = default)
    {
        if (await definitions.ListedVersionAsync(toVersionId, cancel) is not { } target || target.Definition.DefinitionId != definitionId) return null;
        var previews = new List<MigrationPreview>();
        foreach (var one in await RunningAsync(definitionId, toVersionId, cancel))
        {
            var newForm = one.FormId is { } form ? await definitions.LatestFormAsync(form, cancel) : null;
            var move = InstanceMove.Judge(new Movable
            {
                From = await definitions.VersionAsync(one.VersionId, cancel),
                To = target,
                State = one.State.Length == 0 ? null : StateSerializer.Deserialize(one.State),
                Form = await FormAsync(one.FormId, one.FormVersion, cancel),
                NewForm = await FormAsync(one.FormId, newForm, cancel),
                Signed = one.Signed,
                Begun = one.Begun,
            });
            previews.Add(new MigrationPreview(one.Id, one.Reference, one.VersionId, move.Blocked, move.ChangedDrafts));
        }

        return previews;
    }

    /// <summary>Moves instances, one after the other. One that cannot be moved holds up no other; a repeat with the same key changes nothing.</summary>
    /// <param name="batchKey">Made once per intent.</param>
    /// <param name="actor">The administrator.</param>
    /// <param name="toVersionId">Where to.</param>
    /// <param name="instanceIds">Which; at most <see cref="Most"/>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Stops between two instances.</param>
    public async Task<IReadOnlyList<MigrationResult>> MoveAsync(
        string batchKey, Actor actor, string toVersionId, IReadOnlyList<string> instanceIds, string reason, CancellationToken cancel = default)
    {
        var results = new List<MigrationResult>();
        foreach (var id in instanceIds.Distinct(StringComparer.Ordinal).Take(Most))
        {
            var outcome = await cases.ApplyAsync(new MigrateInstance($"{batchKey}:{id}", actor, id, toVersionId, reason), cancel);
            results.Add(new MigrationResult(id, outcome is CaseOutcome.Done, (outcome as CaseOutcome.Refused)?.Message));
        }

        return results;
    }

    private async Task<FormDefinition?> FormAsync(string? formId, int? version, CancellationToken cancel) =>
        formId is not null && version is { } number ? await definitions.FormAsync(formId, number, cancel) : null;

    private async Task<IReadOnlyList<Running>> RunningAsync(string definitionId, string toVersionId, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RunningElsewhere).Text(definitionId).Text(toVersionId).Number(Most));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(
            r => new Running(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.NumberOrNull(4), r.Bytes(5), r.Texts(6), r.Texts(7)), cancel);
    }

    private sealed record Running(
        string Id, string Reference, string VersionId, string? FormId, int? FormVersion, byte[] State, IReadOnlyList<string> Signed, IReadOnlyList<string> Begun);
}
