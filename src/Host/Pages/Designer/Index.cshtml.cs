using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>One process on the list.</summary>
/// <param name="DefinitionId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Published">The version in force; null when there is none.</param>
/// <param name="Draft">The draft; null when there is none.</param>
/// <param name="Running">Versions with running cases, newest first.</param>
/// <param name="Asked">The open request for a second person.</param>
public sealed record ProcessRow(string DefinitionId, string Name, DefinitionEntry? Published, DefinitionEntry? Draft, IReadOnlyList<DefinitionEntry> Running, DesignEvent? Asked);

/// <summary>All processes: what is in force, what is being changed, and what runs on it.</summary>
public sealed class IndexModel(DesignerGate gate, DefinitionStore store, DesignLog log, DesignNames names) : PageModel
{
    public IReadOnlyList<ProcessRow> Processes { get; private set; } = [];

    /// <summary>Whether the person may draw, not only publish.</summary>
    public bool MayDraw { get; private set; }

    public Func<string, string> Who { get; private set; } = person => person;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation)) return NotFound();
        MayDraw = await gate.MayDrawAsync(User, cancellation);
        Who = await names.ReadAsync(cancellation);
        var asked = await log.AskedAsync(cancellation);
        Processes =
        [
            .. (await store.EntriesAsync(cancellation)).GroupBy(e => e.DefinitionId, StringComparer.Ordinal).Select(g => Row([.. g], asked.GetValueOrDefault(g.Key)))
                .OrderBy(r => r.Asked is null).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase),
        ];
        return Page();
    }

    private static ProcessRow Row(IReadOnlyList<DefinitionEntry> entries, DesignEvent? asked)
    {
        var latest = entries.First(e => e.IsLatest);
        var draft = entries.FirstOrDefault(e => e.IsDraft);
        return new ProcessRow(
            latest.DefinitionId, latest.Name, entries.FirstOrDefault(e => e.IsPublished), draft,
            [.. entries.Where(e => e.Running > 0).OrderByDescending(e => e.Version)], draft is null ? null : asked);
    }
}
