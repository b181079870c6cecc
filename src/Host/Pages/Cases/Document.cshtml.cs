using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>One paper of a case in the layout of its template, with names or with roles instead.</summary>
public sealed class DocumentModel(CaseGate gate, CasePageReader reader, CaseDocuments documents, InstanceForms forms, ReviewFlowDbContext db) : PageModel
{
    public CasePage View { get; private set; } = null!;

    public CaseDocument Paper { get; private set; } = null!;

    public InstanceForm Form { get; private set; } = null!;

    public IReadOnlyList<SignatureView> Signatures { get; private set; } = [];

    public string PrintedBy { get; private set; } = "";

    public string PrintedAt { get; private set; } = "";

    /// <summary><c>roles</c>: without names, for giving out what was learned.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Names { get; set; }

    public bool Redacted => Names == "roles";

    public string Classification => Redacted ? "CONFIDENTIAL – NAMES TAKEN OUT, LOOK THROUGH BEFORE GIVING OUT" : View.Banner.Restricted ? "OFFICIAL – SENSITIVE, RESTRICTED RECORD" : "OFFICIAL – SENSITIVE, PERSONAL DATA";

    private Redaction? _redaction;

    private IReadOnlyDictionary<string, DateOnly> _later = new Dictionary<string, DateOnly>(StringComparer.Ordinal);

    /// <summary>The later day agreed for an action; null when its first one stands.</summary>
    public string? LaterDate(string section, string table, string row) =>
        _later.TryGetValue($"{Paper.InstanceId}.{section}.{table}.{row}", out var day) ? UkWords.Date(day) : null;

    /// <summary>A text as it is printed.</summary>
    public string Say(string? text) => _redaction is null ? text ?? "" : _redaction.Of(text ?? "");

    public IEnumerable<FormSection> Sections => Paper.Sections.Select(id => Form.View.Form.Sections.FirstOrDefault(s => s.Id == id)).OfType<FormSection>();

    /// <summary>Version of the form on which it was written.</summary>
    public int FormVersion => Form.View.Form.Version;

    /// <summary>Whether a table of it needs the long side of the sheet.</summary>
    public bool Wide => Sections.SelectMany(s => s.Fields.Select(f => new TableView(Form.View, s, f))).Any(t => t.Table.Columns.Except(t.Later).Except(t.When).Count() >= WideTable);

    private const int WideTable = 4;

    /// <summary>Version of the paper: the latest of its sections, and when.</summary>
    public string Version => Form.Versions.Where(v => Paper.Sections.Contains(v.Section)).ToList() is { Count: > 0 } all ? $"{all.Max(v => v.Number)}, {all.MaxBy(v => v.Number)!.When}" : "not written yet";

    public async Task<IActionResult> OnGetAsync(string id, string document, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.Print, cancellation);
        if (entry.Facts is null or { Technical: true } || entry.Decision.Verdict == AccessVerdict.Hidden) return NotFound();
        if (!entry.Allowed) return StatusCode(StatusCodes.Status403Forbidden);
        View = await reader.ReadAsync(entry, cancellation);
        if ((await documents.ReadAsync(View.Sheet, cancellation)).FirstOrDefault(d => d.Id == document) is not { } paper) return NotFound();
        var instance = View.Sheet.Instances.First(i => i.Id == paper.InstanceId);
        if (await forms.ReadAsync(View.Sheet, instance, entry.Facts, View.Reading, earlier: null, cancellation) is not { } form) return NotFound();
        (Paper, Form, PrintedBy, PrintedAt) = (paper, form, View.Reading.NameOf(entry.Actor.PersonId), UkWords.Moment(entry.Now));
        Signatures = [.. View.Signatures.Where(s => s.InstanceId == instance.Id)];
        _later = await db.ImprovementActions.AsNoTracking().Where(a => a.InstanceId == instance.Id && a.DueOn != null && a.DueOn != a.FirstDueOn).ToDictionaryAsync(a => a.Id, a => a.DueOn!.Value, cancellation);
        if (Redacted) _redaction = new Redaction(entry.Organisation, View.Banner.Name, Named(form.View));
        if (!entry.Facts.Subject.Restricted) await LogAsync(entry, cancellation);
        return Page();
    }

    // Names that stand in columns called so: people who have no account here.
    private static IEnumerable<string> Named(FormView view) =>
        from section in view.Form.Sections
        from table in section.Fields.Where(f => f.Columns.Any(c => c.Id == "name"))
        from row in TableRows.Of(view.Answers[section.Id] as JsonObject, table.Id)
        select row["name"]?.ToString() ?? "";

    private async Task LogAsync(Entry entry, CancellationToken cancellation)
    {
        db.AccessLog.Add(new AccessLogRow
        {
            At = entry.Now,
            PersonId = entry.Actor.PersonId,
            ActingForId = entry.Decision.ActingFor,
            CaseId = entry.Facts!.CaseId,
            Action = nameof(CaseAction.Print),
            Verdict = nameof(AccessVerdict.Allowed),
            Detail = Redacted ? $"{Paper.Title}, without names" : Paper.Title,
        });
        await db.SaveChangesAsync(cancellation);
    }
}
