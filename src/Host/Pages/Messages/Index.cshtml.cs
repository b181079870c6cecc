using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Mail;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Messages;

/// <summary>The delivery log: what was mailed to whom about which reference, and what could not be sent. Never what a case says.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, MailQueue queue, SmtpPost post, Administration administration) : PageModel
{
    /// <summary>Newest rows shown.</summary>
    public const int Shown = 100;

    [BindProperty(SupportsGet = true)]
    public MailState? State { get; set; }

    public IReadOnlyDictionary<MailState, int> Counts { get; private set; } = new Dictionary<MailState, int>();

    public IReadOnlyList<MailView> Mails { get; private set; } = [];

    public bool IsSetUp => post.IsSetUp;

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? again, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        if (again is "yes" or "no") Done = again == "yes" ? "The mail will be sent again, with the same Message-ID." : "This mail is not waiting for a decision any more.";
        var organisation = await organisations.GetAsync(cancellation);
        Counts = await db.Mails.GroupBy(m => m.State).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Number, cancellation);
        var rows = await db.Mails.AsNoTracking()
            .Where(m => State == null || m.State == State)
            .OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id)
            .Take(Shown)
            .Select(m => new
            {
                Mail = m,
                Reference = db.Instances.Where(i => i.Id == m.InstanceId).Select(i => i.Reference).FirstOrDefault()
                    ?? db.Cases.Where(c => c.Id == m.CaseId).Select(c => c.Reference).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        Mails = [.. rows.Select(r => new MailView(
            r.Mail.Id,
            r.Mail.PersonId is { } person ? organisation.NameOf(person) : r.Mail.Address ?? "",
            r.Reference ?? "–",
            r.Mail.Template,
            Words(r.Mail.State),
            r.Mail.State == MailState.Dead,
            UkWords.Moment(r.Mail.CreatedAt),
            When(r.Mail),
            r.Mail.Attempts,
            r.Mail.Error))];
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(string mail, CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        var revived = await queue.SendAgainAsync(mail ?? "", cancellation);
        return RedirectToPage(new { State, again = revived ? "yes" : "no" });
    }

    /// <summary>A state in words.</summary>
    public static string Words(MailState state) => state switch
    {
        MailState.Waiting => "Waiting",
        MailState.Sent => "Sent",
        MailState.Withdrawn => "Withdrawn",
        MailState.Muted => "No mail wanted",
        MailState.ForDigest => "For the next digest",
        MailState.InDigest => "In a digest",
        _ => "Not delivered",
    };

    private static string When(Persistence.Schema.Rows.MailRow mail) => mail switch
    {
        { State: MailState.Waiting, Attempts: > 0 } => $"next attempt {UkWords.Moment(mail.NotBefore)}",
        { State: MailState.Waiting } => $"not before {UkWords.Moment(mail.NotBefore)}",
        { SettledAt: { } at } => UkWords.Moment(at),
        _ => "",
    };

    public sealed record MailView(string Id, string To, string Reference, string Template, string State, bool IsDead, string Created, string When, int Attempts, string? Error);
}
