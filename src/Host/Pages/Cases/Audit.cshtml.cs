using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Audits;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Who did what in a case, when and for whom, out of its audit chain; and whether the chain is whole.</summary>
public sealed class AuditModel(CaseGate gate, CasePageReader reader, ReviewFlowDbContext db, AuditVerifier verifier, DefinitionStore definitions) : PageModel
{
    /// <summary>Entries of one page.</summary>
    public const int PageRows = 50;

    public CasePage View { get; private set; } = null!;

    public IReadOnlyList<AuditLine> Lines { get; private set; } = [];

    /// <summary>What is wrong with the chain; null when every link holds.</summary>
    public string? Broken { get; private set; }

    public string CheckedAt { get; private set; } = "";

    /// <summary>Number below which the page shows entries; null for the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Before { get; set; }

    /// <summary>Where the older ones begin; null when there are none.</summary>
    public int? Older => Lines.Count == PageRows && Lines[^1].Number > 1 ? Lines[^1].Number : null;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.Read, cancellation);
        if (!entry.Allowed || entry.Facts!.Technical) return NotFound();
        View = await reader.ReadAsync(entry, cancellation);
        var rows = await db.Audit.AsNoTracking()
            .Where(a => a.CaseId == id && (Before == null || a.Number < Before))
            .OrderByDescending(a => a.Number)
            .Take(PageRows)
            .Select(a => new { Entry = a, Payload = db.AuditPayloads.Where(p => p.CaseId == a.CaseId && p.Number == a.Number).Select(p => p.Payload).FirstOrDefault() })
            .ToListAsync(cancellation);
        var titles = await SectionTitlesAsync(cancellation);
        Lines = [.. rows.Select(r => AuditWords.Of(r.Entry, r.Payload, View.Sheet, titles, View.Reading.Organisation))];
        Broken = await verifier.VerifyAsync(id, cancellation) is [var broken, ..] ? broken.Break.Words : null;
        CheckedAt = ReviewFlow.Workflows.UkWords.Moment(entry.Now);
        return Page();
    }

    // By instance and section.
    private async Task<IReadOnlyDictionary<(string Instance, string Section), string>> SectionTitlesAsync(CancellationToken cancellation)
    {
        var titles = new Dictionary<(string, string), string>();
        foreach (var instance in View.Sheet.Instances)
        {
            if (instance is not { FormId: { } form, FormVersion: { } version }) continue;
            foreach (var section in (await definitions.FormAsync(form, version, cancellation)).Sections) titles[(instance.Id, section.Id)] = section.Title;
        }

        return titles;
    }
}
