using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Workflows.Designs;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>One process: its versions, its draft and what that was before, any two of them compared, and what was done to it.</summary>
public sealed class ProcessModel(DesignerGate gate, DesignReader reader, DesignShelf shelf, DesignLog log, DesignNames names, Administration administration) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>The older state to compare.</summary>
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    /// <summary>The newer state to compare.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }

    public DesignHistory All { get; private set; } = new([], []);

    public IReadOnlyList<DesignEvent> Events { get; private set; } = [];

    /// <summary>The two states side by side; null when none were chosen.</summary>
    public DefinitionComparison? Comparison { get; private set; }

    public bool MayDraw { get; private set; }

    /// <summary>Whether the reader may move running cases to another version.</summary>
    public bool MayMove { get; private set; }

    public Func<string, string> Who { get; private set; } = person => person;

    public string? Done { get; private set; }

    public string Words(string key) => All.States.FirstOrDefault(s => s.Key == key)?.Words ?? key;

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        Done = done switch
        {
            "draft" => "It is the draft now. What was the draft stands in the history below.",
            "published" => "Published. New cases start on it; cases that run stay on theirs.",
            "sent-back" => "Sent back. Whoever asked sees your note here.",
            _ => null,
        };
        if (From is null || To is null) return Page();
        Comparison = await reader.CompareAsync(All, From, To, cancellation);
        return Comparison is null ? NotFound() : Page();
    }

    /// <summary>Makes a version the draft.</summary>
    public async Task<IActionResult> OnPostRevertAsync(int version, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation) || !MayDraw || All.Entries.FirstOrDefault(e => !e.IsDraft && e.Version == version) is not { } old) return NotFound();
        return await shelf.RevertAsync(old, User.PersonId(), cancellation) ? RedirectToPage(new { Id, done = "draft" }) : NotFound();
    }

    /// <summary>Makes an earlier state of the draft the draft.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(int revision, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation) || !MayDraw) return NotFound();
        return await shelf.RestoreAsync(Id, revision, User.PersonId(), cancellation) ? RedirectToPage(new { Id, done = "draft" }) : NotFound();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation) || await reader.ReadAsync(Id, cancellation) is not { } all) return false;
        All = all;
        MayDraw = await gate.MayDrawAsync(User, cancellation);
        MayMove = await administration.IsForAsync(User, cancellation);
        Who = await names.ReadAsync(cancellation);
        Events = await log.OfAsync(Id, cancel: cancellation);
        return true;
    }
}
