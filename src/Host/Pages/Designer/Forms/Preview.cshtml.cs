using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Forms;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>The draft of a form as somebody sees it whose turn it is. Nothing that is typed here goes anywhere.</summary>
public sealed class PreviewModel(FormsGate gate, FormDesk desk, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Wait whose holder looks; null for somebody who may only read.</summary>
    [BindProperty(SupportsGet = true)] public string? Turn { get; set; }

    public EditedForm Form { get; private set; } = null!;

    public IReadOnlyList<FormTurn> Turns { get; private set; } = [];

    /// <summary>The form to show; null when something is wrong with it.</summary>
    public FormView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await gate.OpenAsync(User, Id, cancellation) is not { } form) return NotFound();
        Form = form;
        Turns = [.. (await desk.ProcessesAsync(Id, cancellation)).SelectMany(FormTurns.Of).DistinctBy(t => t.Key)];
        if (form.Read.Form is not { } read) return Page();
        var today = UkWords.LocalDate(clock.Now());
        View = new FormView
        {
            Form = read,
            Answers = [],
            OpenPaths = FormRules.OpenPaths(read, Turn is null ? new HashSet<string>() : new HashSet<string>([Turn], StringComparer.Ordinal), new HashSet<string>()),
            Facts = new FormFacts(today),
            Organisation = await organisations.GetAsync(cancellation),
            Today = today,
        };
        return Page();
    }
}
