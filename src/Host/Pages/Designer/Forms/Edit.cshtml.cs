using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Designs;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>A form with its sections, fields and columns: add, move, take away; versions; what the draft was before.</summary>
public sealed class EditModel(FormsGate gate, FormStore forms, FormDesk desk, DesignLog log, DesignNames names, BusinessClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Revision that the page showed.</summary>
    [BindProperty] public int Revision { get; set; }

    [BindProperty] public string? Section { get; set; }

    [BindProperty] public string? Field { get; set; }

    [BindProperty] public string? Column { get; set; }

    [BindProperty] public string? Label { get; set; }

    public EditedForm Form { get; private set; } = null!;

    public IReadOnlyList<FormDraft> History { get; private set; } = [];

    public IReadOnlyList<DesignEvent> Events { get; private set; } = [];

    public IReadOnlyList<(string Field, string Message)> Problems { get; private set; } = [];

    public Func<string, string> Who { get; private set; } = person => person;

    public string? Done { get; private set; }

    /// <summary>An earlier version beside the draft, in words.</summary>
    public DefinitionComparison? Comparison { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, int? from, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        Done = done switch
        {
            "saved" => "Saved in the draft.",
            "published" => "Published. New cases use it; cases that run stay on theirs.",
            "sent-back" => "Sent back. Whoever asked sees your note here.",
            _ => null,
        };
        if (from is not null && Form.Read.Form is { } now && Form.Versions.FirstOrDefault(v => v.Version == from) is { } version && FormReader.Read(version.Content).Form is { } old)
            Comparison = FormCompare.Between(old, now, FormTurns.Signed(await desk.ProcessesAsync(Id, cancellation)));
        return Page();
    }

    /// <summary>Adds a section, a field or a column.</summary>
    public Task<IActionResult> OnPostAddAsync(CancellationToken cancellation) => ChangeAsync(
        json =>
        {
            if (string.IsNullOrWhiteSpace(Label) || Label.Length > 300) return "Write what it is called, in 300 characters at most.";
            if (Section is null) FormEdit.AddSection(json, Label.Trim());
            else if (FormEdit.AddField(json, Section, Field, Label.Trim()) is null) return "The place where it should go is not there any more.";
            return null;
        },
        cancellation);

    /// <summary>Moves up (-1), down (1), or takes away (0).</summary>
    public Task<IActionResult> OnPostMoveAsync(int by, CancellationToken cancellation) =>
        ChangeAsync(json => Section is not null && FormEdit.Move(json, Section, Field, Column, by) ? null : "This is not there any more.", cancellation);

    /// <summary>Makes an earlier state or version the draft.</summary>
    public async Task<IActionResult> OnPostRestoreAsync(int? state, int? version, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        var content = state is not null ? History.FirstOrDefault(h => h.Revision == state)?.Content : Form.Versions.FirstOrDefault(v => v.Version == version)?.Content;
        if (content is null) return NotFound();
        if (Revision != Form.Revision || !await forms.SaveAsync(Id, content, Revision, User.PersonId(), clock.Now(), cancellation)) return Refused(FormsGate.Late);
        await log.AddAsync(new DesignEvent(DesignLog.FormPrefix + Id, clock.Now(), User.PersonId(), DesignDeed.Restored, version, state, state is null ? $"Version {version}" : $"State {state} of the draft"), cancellation);
        return RedirectToPage(new { Id, done = "saved" });
    }

    private async Task<IActionResult> ChangeAsync(Func<System.Text.Json.Nodes.JsonObject, string?> change, CancellationToken cancellation)
    {
        if (!await ReadAsync(cancellation)) return NotFound();
        if (Revision != Form.Revision) return Refused(FormsGate.Late);
        if (change(Form.Json) is { } problem) return Refused(problem);
        return await gate.SaveAsync(User, Form, Revision, cancellation) ? RedirectToPage(new { Id, done = "saved" }) : Refused(FormsGate.Late);
    }

    private PageResult Refused(string message)
    {
        Problems = [("form", message)];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (await gate.OpenAsync(User, Id, cancellation) is not { } form) return false;
        Form = form;
        History = await forms.HistoryAsync(Id, cancellation);
        Events = await log.OfAsync(DesignLog.FormPrefix + Id, cancel: cancellation);
        Who = await names.ReadAsync(cancellation);
        return true;
    }
}
