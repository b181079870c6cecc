using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>
/// One instance as a designer sees it. Which steps ran, waited and failed is open to every designer; values are shown only
/// to who may read the case, because they can come from forms.
/// </summary>
/// <param name="Row">The instance.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Definition">The version it runs on.</param>
/// <param name="Incidents">Faults that nobody has mended.</param>
/// <param name="ShowsValues">Whether the person may read the case.</param>
internal sealed record Run(InstanceRow Row, WorkflowState State, WorkflowDefinition Definition, IReadOnlyList<IncidentRow> Incidents, bool ShowsValues)
{
    /// <summary>What stands in place of a value.</summary>
    public const string Hidden = "(hidden)";

    private static readonly JsonSerializerOptions s_entries = new(JsonSerializerDefaults.Web);

    /// <summary>The value, or what stands in its place; an empty value stays empty.</summary>
    public JsonNode? Masked(JsonNode? value) => value is null || ShowsValues ? value?.DeepClone() : JsonValue.Create(Hidden);

    /// <summary>What steps did, by a row of the journal. Lines that the process wrote stand behind them and belong to no step.</summary>
    public static IReadOnlyList<JournalEntry> Entries(string json) =>
        [.. (JsonSerializer.Deserialize<List<JournalEntry>>(json, s_entries) ?? []).Where(e => e.NodeId is not null)];
}

/// <summary>Reads instances for the designer.</summary>
public sealed class RunReader(ReviewFlowDbContext db, DefinitionStore definitions, CaseQueries cases)
{
    /// <summary>As somebody sees it; null when there is none.</summary>
    internal async Task<Run?> ReadAsync(string instanceId, Actor actor, CancellationToken cancel) =>
        await ReadMaskedAsync(instanceId, cancel) is { } run ? run with { ShowsValues = await cases.CaseAsync(actor, run.Row.CaseId, cancel) is not null } : null;

    /// <summary>As anybody may see it: without values.</summary>
    internal async Task<Run?> ReadMaskedAsync(string instanceId, CancellationToken cancel)
    {
        if (await db.Instances.AsNoTracking().FirstOrDefaultAsync(i => i.Id == instanceId, cancel) is not { State.Length: > 0 } row) return null;
        var definition = (await definitions.VersionAsync(row.VersionId, cancel)).Definition;
        var incidents = await db.Incidents.AsNoTracking().Where(i => i.InstanceId == instanceId && i.MendedAt == null).OrderBy(i => i.At).ToListAsync(cancel);
        return new Run(row, StateSerializer.Deserialize(row.State), definition, incidents, ShowsValues: false);
    }

    /// <summary>The journal, one line after the other.</summary>
    internal async Task<IReadOnlyList<JournalEntry>> JournalAsync(string instanceId, CancellationToken cancel)
    {
        var bursts = await db.Journal.AsNoTracking().Where(j => j.InstanceId == instanceId).OrderBy(j => j.Revision).Select(j => j.Entries).ToListAsync(cancel);
        return [.. bursts.SelectMany(Run.Entries)];
    }

    /// <summary>The instance of a run of an activity, by the id that it begins with.</summary>
    internal async Task<string?> InstanceOfAsync(string activityInstanceId, CancellationToken cancel)
    {
        var caseId = Persistence.Cases.CaseIds.CaseOf(activityInstanceId);
        var ids = await db.Instances.AsNoTracking().Where(i => i.CaseId == caseId).Select(i => i.Id).ToListAsync(cancel);
        return ids.Where(id => activityInstanceId.StartsWith(id, StringComparison.Ordinal)).MaxBy(id => id.Length);
    }
}
