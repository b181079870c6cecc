using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>A form's draft before it is published: what is wrong, what changes, and who decides.</summary>
public sealed class PublishModel(FormsGate gate, FormDesk desk, DesignNames names) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    [BindProperty] public int Revision { get; set; }

    [BindProperty] public string? Note { get; set; }

    public FormLook Look { get; private set; } = null!;

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public Func<string, string> Who { get; private set; } = person => person;

    public bool IsOwnWork => Look.Authors.Contains(User.PersonId());

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        Done = done == "asked" ? "A second person is asked. Everybody who may publish sees it on the list of forms." : null;
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => DecideAsync(approving: false, cancellation);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken cancellation) => DecideAsync(approving: true, cancellation);

    public async Task<IActionResult> OnPostBackAsync(CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (string.IsNullOrWhiteSpace(Note) || Note.Length > DesignDesk.LongestNote) return Refused([("note", $"Write what has to be changed, in {DesignDesk.LongestNote} characters at most.")]);
        if (Look.Asked is null) return Refused([("note", "Nobody asks for this to be approved any more.")]);
        await desk.SendBackAsync(Look, User.PersonId(), Note.Trim(), cancellation);
        return RedirectToPage("/Designer/Forms/Edit", new { Id, done = "sent-back" });
    }

    private async Task<IActionResult> DecideAsync(bool approving, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (Note?.Length > DesignDesk.LongestNote) return Refused([("note", $"A note has {DesignDesk.LongestNote} characters at most.")]);
        if (await desk.PublishAsync(Id, Revision, User.PersonId(), approving, Note?.Trim() ?? "", cancellation) is not { } outcome) return NotFound();
        if (outcome.Waits) return RedirectToPage(new { Id, done = "asked" });
        return outcome.Problems.Count > 0 ? Refused([.. outcome.Problems.Select(p => ("decide", p.Message))]) : RedirectToPage("/Designer/Forms/Edit", new { Id, done = "published" });
    }

    private PageResult Refused(IReadOnlyList<(string, string)> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(User, cancellation) || await desk.LookAsync(Id, cancellation) is not { } look) return false;
        (Look, Who) = (look, await names.ReadAsync(cancellation));
        return true;
    }
}
