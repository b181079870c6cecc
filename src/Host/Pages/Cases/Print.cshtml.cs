using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>The whole episode on paper: every step, request, return, decision and signature, the story and the clocks.</summary>
public sealed class PrintModel(CaseGate gate, CasePageReader reader, InstanceForms forms, ReviewFlowDbContext db) : PageModel
{
    public CasePage View { get; private set; } = null!;

    public IReadOnlyList<PrintedStep> Steps { get; private set; } = [];

    public string PrintedBy { get; private set; } = "";

    public string PrintedAt { get; private set; } = "";

    /// <summary>What stands at the head of every sheet.</summary>
    public string Classification => View.Banner.Restricted ? "OFFICIAL – SENSITIVE, RESTRICTED RECORD" : "OFFICIAL – SENSITIVE, PERSONAL DATA";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.Print, cancellation);
        if (entry.Facts is null or { Technical: true } || entry.Decision.Verdict == AccessVerdict.Hidden) return NotFound();
        if (!entry.Allowed) return StatusCode(StatusCodes.Status403Forbidden);
        View = await reader.ReadAsync(entry, cancellation);
        var steps = new List<PrintedStep>();
        foreach (var instance in View.Sheet.Instances.Where(i => !i.Hidden))
        {
            var form = await forms.ReadAsync(View.Sheet, instance, entry.Facts, View.Reading, earlier: null, cancellation);
            var how = instance.Open ? "Still open" : FinishedStep.HowOf(instance, View.Sheet.Tasks, View.Reading);
            steps.Add(new PrintedStep(instance, form, RequestLine.Of(View.Sheet, instance.Id, View.Reading), [.. View.Signatures.Where(s => s.InstanceId == instance.Id)], how));
        }

        (Steps, PrintedBy, PrintedAt) = (steps, View.Reading.NameOf(entry.Actor.PersonId), UkWords.Moment(entry.Now));
        if (!entry.Facts.Subject.Restricted) await LogAsync(entry, cancellation);
        return Page();
    }

    // A print leaves the building, so every one is logged; the gate has logged those of restricted people.
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
        });
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A step as it stands on paper.</summary>
    public sealed record PrintedStep(InstanceSheet Instance, InstanceForm? Form, IReadOnlyList<RequestLine> Requests, IReadOnlyList<SignatureView> Signatures, string How);
}
