using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>One message: draft, preview, publish, back to the shipped words.</summary>
public sealed class TemplateModel(ReviewFlowDbContext db, TemplateStore store, PublicAddress address, Administration administration) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Name { get; set; } = "";

    [BindProperty] public string? Subject { get; set; }

    [BindProperty] public string? Body { get; set; }

    public Template Shipped { get; private set; } = Templates.All[0];

    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The mail as it would read, with nobody's fields; null while something is wrong.</summary>
    public MailContent? Preview { get; private set; }

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellation)
    {
        if (await RefusedAsync(cancellation) is { } refused) return refused;
        var row = await db.MessageTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Name == Name, cancellation);
        (Subject, Body) = (row?.DraftSubject ?? row?.Subject ?? Shipped.Subject, row?.DraftBody ?? row?.Body ?? Shipped.Body);
        Done = done switch
        {
            "draft" => "The draft is kept. Mails still go with the published words.",
            "published" => "Published. Mails that have not gone yet are sent with these words.",
            "reset" => "The shipped words are used again.",
            _ => null,
        };
        Look();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string what, CancellationToken cancellation)
    {
        if (await RefusedAsync(cancellation) is { } refused) return refused;
        if (what == "reset")
        {
            await store.ResetAsync(Name, cancellation);
            return RedirectToPage(new { Name, done = "reset" });
        }

        (Subject, Body) = (Subject?.Trim() ?? "", Body?.Trim() ?? "");
        Problems = what == "publish" ? await store.PublishAsync(Shipped, Subject, Body, User.PersonId(), cancellation) : TemplateRules.Check(Shipped, Subject, Body);
        if (Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (what != "publish") await store.SaveDraftAsync(Name, Subject, Body, User.PersonId(), cancellation);
        return RedirectToPage(new { Name, done = what == "publish" ? "published" : "draft" });
    }

    private async Task<IActionResult?> RefusedAsync(CancellationToken cancellation)
    {
        if (Templates.Find(Name) is not { } shipped || !await administration.IsForAsync(User, cancellation)) return NotFound();
        Shipped = shipped;
        return null;
    }

    private void Look()
    {
        if (TemplateRules.Check(Shipped, Subject, Body).Count > 0) return;
        Preview = MailText.Compose(Shipped with { Subject = Subject!, Body = Body! }, TemplateRules.Sample, $"{address.Root}/my-work", $"{address.Root}/notices/mail");
    }
}
