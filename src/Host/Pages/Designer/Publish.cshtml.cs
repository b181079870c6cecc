using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Designer;

/// <summary>A draft before it is published: what is wrong with it, what it changes, what rehearsals say, and who decides.</summary>
public sealed class PublishModel(DesignerGate gate, DesignDesk desk, DefinitionStore store, DesignNames names) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Revision of the draft that the page showed.</summary>
    [BindProperty] public int Revision { get; set; }

    [BindProperty] public string? Note { get; set; }

    public PublishLook Look { get; private set; } = null!;

    public IReadOnlyList<DefinitionEntry> Versions { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public Func<string, string> Who { get; private set; } = person => person;

    /// <summary>Whether whoever looks worked on the draft.</summary>
    public bool IsOwnWork => Look.Authors.Contains(User.PersonId());

    public string? Done { get; private set; }

    /// <summary>Problems by the step that they concern; those of the whole first.</summary>
    public IEnumerable<IGrouping<string, DefinitionProblem>> ByStep =>
        Look.Problems.OrderBy(p => p.IsWarning).GroupBy(p => p.NodeId is { } node ? node.Split(':')[^1] : "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        Done = done == "asked" ? "A second person is asked. Everybody who may publish sees it on the list of processes." : null;
        return Page();
    }

    /// <summary>Publishes, or asks a second person.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (Look.Draft.Revision != Revision) return Refused("publish", "The draft was changed after you opened this page. Read the comparison again.");
        if (await desk.PublishAsync(Id, User.PersonId(), cancellation) is not { } outcome) return NotFound();
        if (outcome.Waits) return RedirectToPage(new { Id, done = "asked" });
        return Answer(outcome, "publish", "published");
    }

    /// <summary>Approves and publishes.</summary>
    public async Task<IActionResult> OnPostApproveAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (Note?.Length > DesignDesk.LongestNote) return Refused("note", $"A note has {DesignDesk.LongestNote} characters at most.");
        return await desk.ApproveAsync(Id, Revision, User.PersonId(), Note?.Trim() ?? "", cancellation) is { } outcome ? Answer(outcome, "approve", "published") : NotFound();
    }

    /// <summary>Gives it back with a note.</summary>
    public async Task<IActionResult> OnPostBackAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (string.IsNullOrWhiteSpace(Note)) return Refused("note", "Write what has to be changed, so that whoever asked knows.");
        if (Note.Length > DesignDesk.LongestNote) return Refused("note", $"A note has {DesignDesk.LongestNote} characters at most.");
        return await desk.SendBackAsync(Id, Revision, User.PersonId(), Note.Trim(), cancellation) is { } outcome ? Answer(outcome, "note", "sent-back") : NotFound();
    }

    private IActionResult Answer(PublishOutcome outcome, string field, string done) => outcome.Problems.Count == 0
        ? RedirectToPage("/Designer/Process", new { Id, done })
        : Refused([.. outcome.Problems.Select(p => (field, p.Message))]);

    private PageResult Refused(string field, string message) => Refused([(field, message)]);

    private PageResult Refused(IReadOnlyList<(string, string)> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation) || await desk.LookAsync(Id, cancellation) is not { } look) return false;
        Look = look;
        Versions = [.. (await store.EntriesAsync(cancellation)).Where(e => e.DefinitionId == Id && e.Running > 0).OrderByDescending(e => e.Version)];
        Who = await names.ReadAsync(cancellation);
        return true;
    }
}
