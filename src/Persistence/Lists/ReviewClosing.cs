using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.Reviews;

namespace ReviewFlow.Persistence.Lists;

/// <summary>One line of what still stops closing, with the work that ends it.</summary>
public sealed record ClosingLine(ClosingBlock Block, WorkTaskRow? Task);

/// <summary>An action that is done, with what shows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Text">What was to be done.</param>
/// <param name="State">Complete, or not achievable.</param>
/// <param name="Evidence">What its owner wrote, or why it was not achievable.</param>
/// <param name="Files">Files that are its evidence.</param>
/// <param name="ActionId">Its page.</param>
public sealed record DoneAction(string ActionId, int Number, string? Text, ActionState State, string? Evidence, IReadOnlyList<AttachmentRow> Files);

/// <summary>How far a review is from being closed.</summary>
/// <param name="Case">The review.</param>
/// <param name="Blocks">What stops the closing summary.</param>
/// <param name="Last">What is left then.</param>
/// <param name="Done">Actions that are addressed, with their evidence.</param>
public sealed record ReviewClosing(CaseView Case, IReadOnlyList<ClosingLine> Blocks, IReadOnlyList<ClosingLine> Last, IReadOnlyList<DoneAction> Done);

/// <summary>Reads what still stops a review from being closed, and who holds it (ruling 30).</summary>
public sealed class ReviewClosingReader(ReviewFlowDbContext db, CaseQueries cases)
{
    /// <summary>How far it is; null when there is no such review, or the person may not read it.</summary>
    public async Task<ReviewClosing?> ReadAsync(Actor actor, string caseId, CancellationToken cancel = default)
    {
        if (await cases.CaseAsync(actor, caseId, cancel) is not { Reads: true } view || view.Row.Area != ProcessCatalog.ManagementReviews) return null;
        var definitions = view.Instances.ToDictionary(i => i.Id, i => i.DefinitionId, StringComparer.Ordinal);
        var sections = await db.Documents.AsNoTracking().Where(d => d.CaseId == caseId && (d.SectionId == "reasons" || d.SectionId == "points" || d.SectionId == "plan")).ToListAsync(cancel);
        var open = ReviewParts.Open(
            view.Tasks.Where(t => t.Status == WorkTaskStatus.Open), definitions, step => Content(sections.Find(s => s.InstanceId == step && s.SectionId == "points")));
        var actions = await db.ImprovementActions.AsNoTracking().Where(a => a.CaseId == caseId && a.State != ActionState.Removed).OrderBy(a => a.Number).ToListAsync(cancel);
        // A closed review is stopped by nothing; what is left of it is only looked after.
        var blocks = view.Row.Stage is "Closed" or "Withdrawn" or "Voided"
            ? []
            : ReviewParts.Blocks(JsonNode.Parse(view.Row.Fields) as JsonObject, Content(sections.Find(s => s.SectionId == "reasons")), open, actions);
        ClosingLine Line(ClosingBlock block) => new(block, view.Tasks.FirstOrDefault(t => t.Id == block.TaskId));
        return new ReviewClosing(view, [.. blocks.Select(Line)], [.. ClosingBlocks.Last(open).Select(Line)], await DoneAsync(caseId, actions, sections, cancel));
    }

    private async Task<IReadOnlyList<DoneAction>> DoneAsync(string caseId, List<ImprovementActionRow> actions, List<DocumentRow> sections, CancellationToken cancel)
    {
        var done = actions.Where(a => a.State is ActionState.Complete or ActionState.NotAchievable).ToList();
        if (done.Count == 0) return [];
        var files = await db.Attachments.AsNoTracking().Where(f => f.CaseId == caseId && f.AttachedAt != null).OrderBy(f => f.AttachedAt).ToListAsync(cancel);
        return
        [
            .. done.Select(a =>
            {
                var row = TableRows.Of(Content(sections.Find(s => s.InstanceId == a.InstanceId && s.SectionId == a.SectionId)), a.TableId).FirstOrDefault(r => TableRows.IdOf(r) == a.RowId);
                var said = row?[a.State == ActionState.Complete ? "evidence" : "why"]?.ToString();
                return new DoneAction(a.Id, a.Number, a.Text, a.State, said, [.. files.Where(f => f.Category == $"Evidence for action {a.Number}")]);
            }),
        ];
    }

    private static JsonObject Content(DocumentRow? row) => row is null ? [] : (JsonObject)JsonNode.Parse(row.Content)!;
}
