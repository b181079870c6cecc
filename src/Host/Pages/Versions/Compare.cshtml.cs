using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows.Versions;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>Two versions in plain words.</summary>
public sealed class CompareModel(VersionDoor door, VersionList versions) : PageModel
{
    public VersionEntry Door { get; private set; } = null!;

    public VersionOnFile Before { get; private set; } = null!;

    public VersionOnFile After { get; private set; } = null!;

    public IReadOnlyList<IGrouping<string, VersionChange>> Changes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string caseId, int number, int other, CancellationToken cancellation)
    {
        if (await door.EnterAsync(User, caseId, cancellation) is not { } entry) return NotFound();
        if (await door.OnlyAsync(entry, cancellation) is { } only && !(only.Contains(number) && only.Contains(other))) return NotFound();
        if (await versions.OneAsync(caseId, Math.Min(number, other), cancellation) is not { Content: { } old } before) return NotFound();
        if (await versions.OneAsync(caseId, Math.Max(number, other), cancellation) is not { Content: { } young } after) return NotFound();
        (Door, Before, After) = (entry, before, after);
        Changes = [.. VersionCompare.Between(old, young).GroupBy(c => c.Section)];
        return Page();
    }

    public static string Kind(VersionChange change) => change.Kind switch
    {
        VersionChangeKind.Added => "Added",
        VersionChangeKind.Removed => "Removed",
        _ => "Changed",
    };
}
