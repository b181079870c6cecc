using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Persistence.Versions;

namespace ReviewFlow.Host.Pages.Versions;

/// <summary>The frozen versions of a case, latest first.</summary>
public sealed class VersionsModel(VersionDoor door, VersionList versions) : PageModel
{
    public VersionEntry Door { get; private set; } = null!;

    public IReadOnlyList<VersionOnFile> Versions { get; private set; } = [];

    public IReadOnlyList<DeliveryLine> Deliveries { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await door.EnterAsync(User, caseId, cancellation) is not { } entry) return NotFound();
        var only = await door.OnlyAsync(entry, cancellation);
        Door = entry;
        Versions = [.. (await versions.OfCaseAsync(caseId, cancellation)).Where(v => only?.Contains(v.Row.Number) != false)];
        Deliveries = entry.Reads ? await versions.DeliveriesAsync(caseId, null, cancellation) : [];
        return Page();
    }

    /// <summary>"9 sent · 1 bounced · 3 opened · 2 confirmed", or that nobody has got it.</summary>
    public string Receipts(int number)
    {
        var of = Deliveries.Where(d => d.Row.Version == number).ToList();
        if (of.Count == 0) return "Not distributed yet";
        var parts = new[]
        {
            $"{of.Count} sent",
            Count(of.Count(d => d.Row.BouncedAt is not null && d.Row.OpenedAt is null), "bounced"),
            Count(of.Count(d => d.Row.OpenedAt is not null), "opened"),
            Count(of.Count(d => d.Row.ConfirmedAt is not null), "confirmed"),
        };
        return string.Join(" · ", parts.OfType<string>());
    }

    private static string? Count(int count, string word) => count == 0 ? null : $"{count} {word}";
}
