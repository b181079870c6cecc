using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.External;

/// <summary>One action of one's own, on one page made for a phone: progress, RAG, a photo as evidence.</summary>
[RequestSizeLimit(Most), RequestFormLimits(MultipartBodyLengthLimit = Most)]
public sealed class OwnActionModel(ReviewFlowDbContext db, CaseGate gate, StepReader reader, StepWork work, Evidence evidence) : AskPage
{
    private const long Most = 101 * 1024 * 1024;

    public ImprovementActionRow Row { get; private set; } = null!;

    public StepView? Step { get; private set; }

    public FormView? Form => Step?.Show(Problems);

    public string Number => OwnPage.NumberOf(Row);

    public long Largest => evidence.Largest;

    public IReadOnlyList<AttachmentRow> Files { get; private set; } = [];

    [TempData]
    public string? Said { get; set; }

    /// <summary>Category under which the lead finds the files of this action.</summary>
    public string Category => $"Evidence for action {Number}";

    /// <summary>The row of the form that it is about, and its table; null when the work is done.</summary>
    public (FormSection Section, FormField Table)? Place =>
        Form?.Form.Sections.FirstOrDefault(s => s.Id == Row.SectionId) is { } section && section.Fields.FirstOrDefault(f => f.Id == Row.TableId) is { } table ? (section, table) : null;

    public async Task<IActionResult> OnGetAsync(string actionId, CancellationToken cancellation) => await LoadAsync(actionId, cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(string actionId, IFormFile? photo, CancellationToken cancellation)
    {
        if (await LoadAsync(actionId, cancellation) is { } refused) return refused;
        if (Step is not { IsMine: true } step) return Again(new CaseOutcome.Refused(RefusalKind.Conflict, "This action cannot be updated now. Nothing was changed."));
        var post = await PostAsync(step.Form, cancellation);
        var verb = post.Button is ("act", var action) ? action : null;
        var outcome = await work.DoneBeforeAsync(post.OperationKey, User, cancellation)
            ?? (verb is null
                ? await work.SaveAsync(step, post, User, cancellation)
                : await work.ActAsync(step, post, new ActOnTask(post.OperationKey, User.Actor(), step.Task.Id, post.Revision, verb, RequestValues.Of(post, verb), post.Saves), User, cancellation));
        if (outcome is CaseOutcome.Refused not)
        {
            await LoadAsync(actionId, cancellation);
            return Again(not);
        }

        if (photo is { Length: > 0 } && await evidence.TakeAsync(post.OperationKey, User.Actor(), Row.CaseId, Category, photo, cancellation) is { } problem)
        {
            await LoadAsync(actionId, cancellation);
            return Again($"What you wrote is saved. The photo was not taken: {problem}", "photo");
        }

        Said = $"Action {Number} is updated.";
        return Redirect(verb is null ? $"/external/actions/{actionId}" : "/external");
    }

    private async Task<IActionResult?> LoadAsync(string actionId, CancellationToken cancellation)
    {
        var me = User.PersonId();
        if (await db.ImprovementActions.AsNoTracking().FirstOrDefaultAsync(a => a.Id == actionId, cancellation) is not { } row) return NotFound();
        var entry = await gate.EnterAsync(User, row.CaseId, Workflows.Access.CaseAction.See, cancellation);
        if (!entry.Allowed) return NotFound();
        if (row.OwnerId != me) return StatusCode(StatusCodes.Status403Forbidden);
        Row = row;
        Step = row.TaskId is { } task ? await reader.ReadAsync(User, task, cancellation) : null;
        Files = await db.Attachments.AsNoTracking().Where(a => a.CaseId == row.CaseId && a.UploadedBy == me && a.AttachedAt != null && a.Category == Category).OrderBy(a => a.AttachedAt).ToListAsync(cancellation);
        return null;
    }
}
