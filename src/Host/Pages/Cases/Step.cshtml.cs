using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>What was written in one step of a case: every version of it, who signed it, what was asked of whom.</summary>
public sealed class StepModel(CaseGate gate, CaseSheetReader sheets, InstanceForms forms, CaseSignatures signatures, ChildBannerReader banners, FactsCache facts) : PageModel
{
    /// <summary>Section that is shown at an earlier version.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Section { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    public ChildBanner Banner { get; private set; } = null!;

    public CaseSheet Sheet { get; private set; } = null!;

    public InstanceSheet Instance { get; private set; } = null!;

    public InstanceForm? Form { get; private set; }

    public IReadOnlyList<SignatureView> Signatures { get; private set; } = [];

    public IReadOnlyList<RequestLine> Requests { get; private set; } = [];

    public string How { get; private set; } = "";

    public Reading Reading { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, string instanceId, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(User, id, CaseAction.Read, cancellation, instanceId: instanceId);
        if (!entry.Allowed || entry.Facts!.Technical) return NotFound();
        Sheet = await sheets.ReadAsync(id, cancellation);
        if (Sheet.Instances.FirstOrDefault(i => i.Id == instanceId && !i.Hidden) is not { } instance) return NotFound();
        Instance = instance;
        Reading = Reading.Of(entry, await facts.GetAsync(cancellation));
        Form = await forms.ReadAsync(Sheet, instance, entry.Facts, Reading, Section is { } section && Version is { } version ? (section, version) : null, cancellation);
        Signatures = [.. (await signatures.ReadAsync(Sheet, cancellation)).Where(s => s.InstanceId == instanceId)];
        Requests = RequestLine.Of(Sheet, instanceId, Reading);
        How = instance.Open ? "Still open" : FinishedStep.HowOf(instance, Sheet.Tasks, Reading);
        Banner = await banners.ReadAsync(entry.Facts.Subject, Reading, Sheet.Case.EndedAt is null ? $"/cases/{id}/immediate-concern" : null, cancellation);
        return Page();
    }
}
