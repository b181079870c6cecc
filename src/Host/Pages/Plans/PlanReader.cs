using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>One action of a plan, as its page shows it.</summary>
/// <param name="Row">Its row in the register.</param>
/// <param name="Number">As people say it: 2.3.</param>
/// <param name="Cells">What the plan says of it.</param>
/// <param name="Rag">How it stands today.</param>
/// <param name="Owner">Who is responsible.</param>
/// <param name="MayUpdate">Whether this person records its progress and status.</param>
public sealed record PlanAction(ImprovementActionRow Row, string Number, JsonObject Cells, RagStatus Rag, string Owner, bool MayUpdate)
{
    public IReadOnlyList<LogEntry> Progress => LogEntries.Read(Cells["progress"]);

    public string Text(string column) => Cells[column] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>One theme with its actions.</summary>
public sealed record PlanTheme(FormSection Section, string Context, string Sources, IReadOnlyList<PlanAction> Actions, IReadOnlyList<JsonObject> Removed)
{
    /// <summary>The worst that is still open; null for a theme without actions.</summary>
    public RagColour? RollUp => RagRules.RollUp(Actions.Select(a => a.Rag.Counts));
}

/// <summary>A section of the plan as it is written.</summary>
public sealed record PlanSection(int Version, JsonObject Content)
{
    public static PlanSection None { get; } = new(0, []);
}

/// <summary>A plan as one person sees it.</summary>
public sealed record PlanView(CaseHead Head, InstanceView Instance, JsonObject Fields, PlanSection Group, JsonObject Header, IReadOnlyList<PlanTheme> Themes)
{
    public IEnumerable<PlanAction> Actions => Themes.SelectMany(t => t.Actions);

    public int Count(RagColour colour) => Actions.Count(a => a.Rag.Counts == colour);

    public PlanAction? Action(string id) => Actions.FirstOrDefault(a => a.Row.Id == id);

    /// <summary>Whether the person came from outside; their pages lead back to their own.</summary>
    public bool Outside => Head.Entry.Organisation.External(Head.Entry.Actor.PersonId) is not null;

    public bool May(CaseAction action) => Access.Decide(Head.Entry.Organisation, Head.Entry.Actor, action, Head.Entry.Facts!, null, Head.Entry.Today).Allowed;

    /// <summary>A date of the plan in words; empty for none.</summary>
    public static string Day(JsonNode? value) => FieldTypes.TryDate(value, out var day) ? UkWords.Date(day) : "";

    public string NameOf(JsonNode? person) => person?.ToString() is { Length: > 0 } id ? Head.Entry.Organisation.NameOf(id) : "";
}

/// <summary>Reads one plan; nothing is decided here that the rules do not decide.</summary>
public sealed class PlanReader(CaseHeadReader heads, CaseQueries cases, ReviewFlowDbContext db)
{
    /// <summary>The plan; null when there is none or the person may not read it.</summary>
    public async Task<PlanView?> ReadAsync(ClaimsPrincipal user, string caseId, CancellationToken cancellation)
    {
        if (await heads.ReadAsync(user, caseId, CaseAction.ReadPlan, cancellation) is not { May.Allowed: true } head || head.Case.Area != ProcessCatalog.Plans) return null;
        if (head.Instances.FirstOrDefault(i => i.DefinitionId == "pip") is not { } plan) return null;
        if (await cases.InstanceAsync(user.Actor(), plan.Id, cancellation) is not { Form: { } form } view) return null;
        var rows = await db.ImprovementActions.AsNoTracking().Where(a => a.InstanceId == plan.Id && a.State != ActionState.Removed).ToListAsync(cancellation);
        // Who may read the plan reads the whole of it, but for what colleagues keep among themselves; their own work opens fields alone.
        var written = await db.Documents.AsNoTracking().Where(d => d.InstanceId == plan.Id).ToDictionaryAsync(d => d.SectionId, d => new PlanSection(d.Version, (JsonObject)JsonNode.Parse(d.Content)!), StringComparer.Ordinal, cancellation);
        PlanSection Section(string id) => written.GetValueOrDefault(id) ?? PlanSection.None;
        var themes = form.Shared().Sections.Where(s => s.Fields.Any(f => f.Register is not null)).Select(s => Theme(s, Section(s.Id).Content, rows, view, head)).ToList();
        return new PlanView(head, view, (JsonObject)JsonNode.Parse(head.Case.Fields)!, Section("group"), Section("header").Content, themes);
    }

    // What the shared form does not know was written among colleagues.
    private static JsonObject Shared(JsonObject row, FormField table) =>
        new(table.Columns.Where(c => row.ContainsKey(c.Id)).Select(c => KeyValuePair.Create(c.Id, row[c.Id]?.DeepClone())));

    private static PlanTheme Theme(FormSection section, JsonObject content, List<ImprovementActionRow> rows, InstanceView view, CaseHead head)
    {
        var table = section.Fields.First(f => f.Register is not null);
        var cells = TableRows.Of(content, table.Id).Where(r => TableRows.IdOf(r) is not null).ToDictionary(r => TableRows.IdOf(r)!, StringComparer.Ordinal);
        var actions = rows.Where(r => r.SectionId == section.Id && cells.ContainsKey(r.RowId)).OrderBy(r => r.Number).Select(r => new PlanAction(
            r,
            RegisterRows.Number(table.Register, r.Number),
            Shared(cells[r.RowId], table),
            PlanFields.StatusOf(r, head.Entry.Today),
            r.OwnerId is { } owner ? head.Entry.Organisation.NameOf(owner) : "Nobody yet",
            FormPath.IsOpen(view.OpenPaths, section.Id, table.Id, r.RowId, table.Register!.Rag!.Status))).ToList();
        var sources = content["sources"] is JsonArray several ? string.Join(", ", several.Select(s => s?.ToString())) : "";
        return new PlanTheme(section, content["context"]?.ToString() ?? "", sources, actions, TableRows.Of(content, "removed"));
    }
}
