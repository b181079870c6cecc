using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>The blank template of a plan, to print.</summary>
public sealed class TemplateModel(DefinitionStore definitions) : PageModel
{
    public IReadOnlyList<FormSection> Themes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        if (await definitions.LatestFormAsync("pip", cancellation) is not { } version) return;
        var form = await definitions.FormAsync("pip", version, cancellation);
        Themes = [.. form.Sections.Where(s => s.Fields.Any(f => f.Register is not null))];
    }
}
