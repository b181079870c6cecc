using System.Security.Claims;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Designer.Forms;

/// <summary>A form as it is being edited: its draft, or, before the first change, the version in force.</summary>
/// <param name="Id">The form.</param>
/// <param name="Json">Its JSON.</param>
/// <param name="Revision">Revision of the draft; 0 when there is none yet.</param>
/// <param name="Draft">The draft; null when there is none yet.</param>
/// <param name="Versions">Published versions, newest first.</param>
public sealed record EditedForm(string Id, JsonObject Json, int Revision, FormDraft? Draft, IReadOnlyList<FormEntry> Versions)
{
    /// <summary>It, read; null when something is wrong with it.</summary>
    public FormReadResult Read { get; } = FormReader.Read(Json.ToJsonString());

    public string Title => Json["title"]?.ToString() ?? Id;
}

/// <summary>Opens forms for those who may change them, and saves their drafts.</summary>
public sealed class FormsGate(DesignerGate gate, FormStore forms, BusinessClock clock)
{
    /// <summary>What somebody reads whose change came too late.</summary>
    public const string Late = "Somebody changed this form after you opened the page. What you typed was not saved; look at what they did and try again.";

    /// <summary>Whether forms are open to the signed-in person.</summary>
    public Task<bool> IsOpenToAsync(ClaimsPrincipal user, CancellationToken cancellation) => gate.IsOpenToAsync(user, cancellation);

    /// <summary>The form; null when there is none, or for anybody else.</summary>
    public async Task<EditedForm?> OpenAsync(ClaimsPrincipal user, string id, CancellationToken cancellation)
    {
        if (!await gate.IsOpenToAsync(user, cancellation)) return null;
        var draft = await forms.DraftAsync(id, cancellation);
        var versions = await forms.VersionsAsync(id, cancellation);
        return (draft?.Content ?? versions.FirstOrDefault()?.Content) is { } content && JsonNode.Parse(content) is JsonObject json ? new EditedForm(id, json, draft?.Revision ?? 0, draft, versions) : null;
    }

    /// <summary>Saves it as the draft, unless somebody else saved since.</summary>
    /// <param name="user">Author.</param>
    /// <param name="form">The form, changed.</param>
    /// <param name="shown">Revision that the page showed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> SaveAsync(ClaimsPrincipal user, EditedForm form, int shown, CancellationToken cancellation) =>
        shown == form.Revision && await forms.SaveAsync(form.Id, form.Json.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }), shown, user.PersonId(), clock.Now(), cancellation);
}
