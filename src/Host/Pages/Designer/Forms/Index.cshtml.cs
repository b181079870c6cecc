using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>All forms, published and drafts.</summary>
public sealed partial class IndexModel(FormsGate gate, FormStore forms, DesignLog log, DesignNames names) : PageModel
{
    [BindProperty] public string? NewId { get; set; }

    [BindProperty] public string? NewTitle { get; set; }

    public IReadOnlyList<(string Id, string Title, FormEntry? Published, FormDraft? Draft, bool Asked)> All { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public Func<string, string> Who { get; private set; } = person => person;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        var (id, title) = (NewId?.Trim() ?? "", NewTitle?.Trim() ?? "");
        var problems = new List<(string, string)>();
        if (title.Length is 0 or > 120) problems.Add(("new-title", "Give the form a title of 120 characters at most."));
        if (!Identity().IsMatch(id)) problems.Add(("new-id", "Give the form an id of small letters, digits and hyphens, such as visit-review."));
        else if (All.Any(f => f.Id == id)) problems.Add(("new-id", "There is a form with this id already."));
        if (problems.Count == 0)
        {
            if (await gate.SaveAsync(User, new EditedForm(id, FormEdit.Begin(id, title), 0, null, []), 0, cancellation)) return RedirectToPage("/Designer/Forms/Edit", new { id });
            problems.Add(("new-id", "Somebody began a form with this id just now."));
        }

        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation)) return false;
        var published = (await forms.NewestAsync(cancellation)).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var drafts = (await forms.DraftsAsync(cancellation)).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var asked = await log.AskedAsync(cancellation);
        Who = await names.ReadAsync(cancellation);
        All =
        [
            .. published.Keys.Union(drafts.Keys, StringComparer.Ordinal)
                .Select(id => (id, Title(drafts.GetValueOrDefault(id)?.Content ?? published[id].Content) ?? id, published.GetValueOrDefault(id), drafts.GetValueOrDefault(id), drafts.ContainsKey(id) && asked.ContainsKey(DesignLog.FormPrefix + id)))
                .OrderBy(f => f.Item2, StringComparer.OrdinalIgnoreCase),
        ];
        return true;
    }

    private static string? Title(string content) => JsonNode.Parse(content)?["title"]?.ToString();

    [GeneratedRegex("^[a-z][a-z0-9-]{1,59}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Identity();
}
