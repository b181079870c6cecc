using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Host.Pages.Notices;

/// <summary>Which mails a person gets. Whatever is chosen here, every notice is in the app.</summary>
public sealed class MailModel(PreferenceStore preferences) : PageModel
{
    public static readonly IReadOnlyList<MessageGroup> Groups = [MessageGroup.Work, MessageGroup.Answers, MessageGroup.Reminders, MessageGroup.News];

    [BindProperty] public MailChoice? Work { get; set; }

    [BindProperty] public MailChoice? Answers { get; set; }

    [BindProperty] public MailChoice? Reminders { get; set; }

    [BindProperty] public MailChoice? News { get; set; }

    [BindProperty] public DigestRhythm? Digest { get; set; }

    public bool Saved { get; private set; }

    public string? Problem { get; private set; }

    public async Task OnGetAsync(bool saved, CancellationToken cancellation)
    {
        Saved = saved;
        var chosen = await preferences.OfAsync(User.PersonId(), cancellation);
        (Work, Answers, Reminders, News, Digest) = (chosen.Work, chosen.Answers, chosen.Reminders, chosen.News, chosen.Digest);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!ModelState.IsValid || Work is not { } work || Answers is not { } answers || Reminders is not { } reminders || News is not { } news || Digest is not { } digest)
        {
            Problem = "Choose one answer for each kind of message.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (digest == DigestRhythm.Off && new[] { work, answers, reminders, news }.Contains(MailChoice.Digest))
        {
            Problem = "You have put messages into the digest and chosen to get no digest. Choose a digest, or another way for those messages.";
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var wishes = new MessagePreferences { Work = work, Answers = answers, Reminders = reminders, News = news, Digest = digest };
        await preferences.ChooseAsync(User.PersonId(), wishes, cancellation);
        return RedirectToPage(new { saved = true });
    }

    public MailChoice? Of(MessageGroup group) => group switch
    {
        MessageGroup.Work => Work,
        MessageGroup.Answers => Answers,
        MessageGroup.Reminders => Reminders,
        _ => News,
    };

    public static string Words(MailChoice choice) => choice switch
    {
        MailChoice.AtOnce => "A mail for each, in working time",
        MailChoice.Digest => "In the digest",
        _ => "No mail, only in ReviewFlow",
    };

    public static string Words(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Daily => "Every working day at 9am",
        DigestRhythm.Weekly => "On the first working day of the week at 9am",
        _ => "Never",
    };
}
