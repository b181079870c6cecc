using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Actions;

/// <summary>One action: what it says, what is behind each field, its evidence, and what can be done about it.</summary>
public sealed class ActionModel(ActionList list, CaseQueries cases, CaseHeadReader heads, CaseTransaction transaction, DefinitionStore definitions, FactsCache facts, ReviewFlowDbContext db) : AskPage
{
    public ActionFace Face { get; private set; } = null!;

    public CaseHead Head { get; private set; } = null!;

    public FormView? Form { get; private set; }

    public FormField? Table { get; private set; }

    public JsonObject Cells { get; private set; } = [];

    public IReadOnlyList<FieldChange> History { get; private set; } = [];

    public IReadOnlyList<AttachmentRow> Evidence { get; private set; } = [];

    /// <summary>Open task about it, if there is one.</summary>
    public WorkTaskRow? Task { get; private set; }

    public bool IsMine { get; private set; }

    /// <summary>The keeper's own task, when this person keeps the plan; then the action can be opened again.</summary>
    public WorkTaskRow? Keeping { get; private set; }

    public bool MayExtend { get; private set; }

    /// <summary>Category of the files that are its evidence.</summary>
    public string Category => $"Evidence for action {Face.Line.Row.Number}";

    public async Task<IActionResult> OnGetAsync(string actionId, CancellationToken cancellation) => await LoadAsync(actionId, cancellation) ? Page() : NotFound();

    /// <summary>Opens an addressed action again.</summary>
    public async Task<IActionResult> OnPostAsync(string actionId, CancellationToken cancellation)
    {
        if (!await LoadAsync(actionId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (Keeping is not { } plan) return Again(new CaseOutcome.Refused(RefusalKind.Forbidden, "Only whoever keeps the plan can open an action again."));
        if (post.Text("note") is not { } note) return Again("Write why the action is opened again", "note");
        if (!TypedDate.TryRead(post.Text("due"), out var due)) return Again("Enter the date by which it is to be done, like 26 6 2026", "due");
        var values = new JsonObject { ["row"] = Face.Line.Row.RowId, ["note"] = note, ["due"] = due.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };
        return await transaction.ApplyAsync(new ActOnTask(post.OperationKey, User.Actor(), plan.Id, plan.Revision, "reopen", values), cancellation) is CaseOutcome.Refused refused
            ? Again(refused, "note")
            : Redirect($"/actions/{actionId}");
    }

    private async Task<bool> LoadAsync(string actionId, CancellationToken cancellation)
    {
        if (await list.OneAsync(User.Actor(), actionId, cancellation) is not { } line) return false;
        if (await heads.ReadAsync(User, line.Row.CaseId, CaseAction.Extend, cancellation) is not { } head) return false;
        if (await cases.InstanceAsync(User.Actor(), line.Row.InstanceId, cancellation) is not { } view) return false;
        var known = await facts.GetAsync(cancellation);
        (Head, Face) = (head, ActionFace.Of(line, head.Entry.Organisation, known.Calendars[known.DefaultCalendar], await definitions.ListsAsync(cancellation), head.Entry.Today));
        Task = view.Tasks.FirstOrDefault(t => t.Id == line.Row.TaskId);
        IsMine = Task is { } task && view.Own.Any(o => o.Id == task.Id);
        MayExtend = head.May.Allowed && Task is { DueAt: not null, Phase: "doing" };
        var register = $"{line.Row.SectionId}.{line.Row.TableId}";
        Keeping = line.Row.State is ActionState.Complete or ActionState.NotAchievable
            ? view.Own.FirstOrDefault(o => o.Phase == "plan" && o.Details is { } details && JsonNode.Parse(details)?["register"]?.ToString() == register)
            : null;
        Evidence = await db.Attachments.AsNoTracking().Where(a => a.CaseId == line.Row.CaseId && a.AttachedAt != null && a.Category == Category).OrderBy(a => a.AttachedAt).ToListAsync(cancellation);
        await ReadRowAsync(view, cancellation);
        return true;
    }

    private async Task ReadRowAsync(InstanceView view, CancellationToken cancellation)
    {
        var row = Face.Line.Row;
        if (view.Form is not { } form || form.Sections.FirstOrDefault(s => s.Id == row.SectionId)?.Fields.FirstOrDefault(f => f.Id == row.TableId) is not { } table) return;
        var answers = new JsonObject(view.Documents.Values.Select(d => KeyValuePair.Create(d.SectionId, JsonNode.Parse(d.Content))));
        Table = table;
        Form = new FormView
        {
            Form = form,
            Answers = answers,
            OpenPaths = new HashSet<string>(StringComparer.Ordinal),
            Facts = new FormFacts(Head.Entry.Today),
            Organisation = Head.Entry.Organisation,
            Today = Head.Entry.Today,
        };
        Cells = TableRows.Of(answers[row.SectionId] as JsonObject, table.Id).FirstOrDefault(r => TableRows.IdOf(r) == row.RowId) ?? [];
        var versions = await cases.VersionsBehindRowAsync(User.Actor(), row.InstanceId, row.SectionId, row.RowId, cancellation);
        History = ActionHistory.Of(Form, table, row.RowId, versions, Head.Entry.Organisation);
    }
}
