using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What somebody types for a section that is not theirs to fill now: said in words, never swallowed.</summary>
public sealed partial class CaseTransaction
{
    private const string ClosingSection = "closing";

    private static async Task<IReadOnlyList<FieldProblem>> NotOpenAsync(
        CommandWork work, OpenedInstance instance, FormSection section, SectionSave save, IReadOnlySet<string> open, CancellationToken cancel)
    {
        if (FormRules.AnyOpen(section, open)) return [];
        var saved = work.Case.Documents.GetValueOrDefault((instance.Row.Id, section.Id));
        var typed = save.Values.Where(v => section.Fields.Any(f => f.Id == v.Key) && Differs(v.Value, saved?.Content[v.Key])).Select(v => v.Key).ToList();
        if (typed.Count == 0) return [];
        var why = saved?.Row.SignatureId is not null ? "This is signed and locked. Change it by an amendment, with its reason"
            : await ClosingStopsAsync(work, instance, section, cancel) ?? WhyNotOpen(work, instance, section, saved is not null);
        return [.. typed.Select(field => new FieldProblem(section.Id, field, why))];
    }

    // A table whose cells say the same is the same, whatever else its rows carry.
    private static bool Differs(JsonNode? typed, JsonNode? saved)
    {
        if (typed is not JsonArray rows || saved is not JsonArray known || rows.Count != known.Count || !rows.All(r => r is JsonObject)) return !FormMerge.Same(typed, saved);
        return rows.OfType<JsonObject>().Zip(known.OfType<JsonObject>()).Any(p => p.First.Any(cell => !FormMerge.Same(cell.Value, p.Second[cell.Key])));
    }

    private static string WhyNotOpen(CommandWork work, OpenedInstance instance, FormSection section, bool saved)
    {
        var organisation = work.Session.Organisation;
        var waits = work.Case.OpenTasks.Where(t => t.InstanceId == instance.Row.Id && t.Kind != TaskKind.Request)
            .Select(t => new OpenWait(TaskFace.Item(t), t.AssigneeId is { } holder ? organisation.NameOf(holder) : null)).ToList();
        var opensAt = FormRules.OpensAt(section);
        // Its turn is over, not still to come.
        if (saved && !waits.Exists(w => opensAt.Contains(w.Item.FormPhase, StringComparer.Ordinal)))
            return $"{section.Title}: this is handed in and cannot be changed now";
        return WhyNot.Answer(waits, new Wanted.Section(section.Title, opensAt), work.Actor.PersonId, work.Session.Now) ?? $"{section.Title} is not open to you now";
    }

    // The closing summary waits for the whole review, not for its own step alone; what is open is named.
    private static async Task<string?> ClosingStopsAsync(CommandWork work, OpenedInstance instance, FormSection section, CancellationToken cancel)
    {
        if (work.Case.Row.Area != ProcessCatalog.ManagementReviews || section.Id != ClosingSection) return null;
        var points = await PointsAsync(work, cancel);
        var definitions = work.Case.Instances.Values.ToDictionary(i => i.Row.Id, i => i.Row.DefinitionId, StringComparer.Ordinal);
        var open = ReviewParts.Open(work.Case.OpenTasks, definitions, points.GetValueOrDefault);
        var reasons = work.Case.Documents.GetValueOrDefault((instance.Row.Id, "reasons"))?.Content;
        var blocks = ReviewParts.Blocks(work.Case.Fields, reasons, open, work.Case.Actions.Values.Select(a => a.Row));
        return blocks.Count == 0 ? null : $"{section.Title} is locked. First: {string.Join("; ", blocks.Select(b => b.What))}";
    }

    private static async Task<Dictionary<string, JsonObject?>> PointsAsync(CommandWork work, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(work.Session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Points).Text(work.Case.Row.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var points = new Dictionary<string, JsonObject?>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) points[rows.GetString(0)] = JsonNode.Parse(rows.GetString(1)) as JsonObject;
        return points;
    }
}
