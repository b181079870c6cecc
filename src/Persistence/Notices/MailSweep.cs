using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Notices;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Notices;

/// <summary>Where this service is reached, for links in mails.</summary>
/// <param name="Root">Address without a slash at the end.</param>
public sealed record PublicAddress(string Root);

/// <summary>
/// Sends the mails that are due. Work never waits for it: a mail that cannot go is tried again, and administrators are
/// told in the app.
/// </summary>
public sealed class MailSweep(
    MailQueue queue, PreferenceStore wishes, TemplateTexts templates, ServiceNotices notices, OrganisationCache organisations, FactsCache facts,
    BusinessClock clock, PublicAddress address, DeliverMail deliver, DeliveryDesk deliveries, Seal seal)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    // Administrators hear of an outage that lasts; a server that restarts is nobody's business.
    private static readonly TimeSpan s_tellAfter = TimeSpan.FromMinutes(15);

    private int _failures;
    private DateTimeOffset _awaySince;
    private DateTimeOffset _pausedUntil;

    /// <summary>Sends everything that is due, until the server goes away.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var sent = 0;
        while (clock.Now() >= _pausedUntil && await queue.TakeAsync(cancel) is { } mail)
        {
            if (await DecideAsync(mail, cancel) is not { State: MailState.Sent }) continue;
            if (await SendAsync(mail, cancel)) sent++;
        }

        return sent;
    }

    private async Task<MailDecision> DecideAsync(MailInHand mail, CancellationToken cancel)
    {
        var (organisation, known, now) = (await organisations.GetAsync(cancel), await facts.GetAsync(cancel), clock.Now());
        var today = UkWords.LocalDate(now);
        var calendar = Clocks.Calendar(mail.PersonId is null ? organisation.CalendarId : organisation.CalendarOf(mail.PersonId, today), known);
        var chosen = mail.PersonId is null ? MessagePreferences.Usual : await wishes.OfAsync(mail.PersonId, cancel);
        var left = mail.PersonId is not null && !organisation.InPost(mail.PersonId, today);
        var critical = mail.Critical || Templates.Find(mail.Template)?.Critical == true;
        var decision = MailRules.Decide(new MailFacts(mail.Template, critical, mail.AlertId is not null || mail.Digest is not null, mail.Settled, left), chosen, calendar, now);
        if (decision.Until is { } until) await queue.HoldAsync(mail.Id, until, cancel);
        else if (decision.State != MailState.Sent) await queue.SettleAsync(mail.Id, decision.State, null, cancel);
        return decision;
    }

    private async Task<bool> SendAsync(MailInHand mail, CancellationToken cancel)
    {
        try
        {
            var to = mail.Address ?? throw new MailNotSentException(MailFailure.Refused, "This person has no mail address.");
            await deliver(new OutgoingMail(mail.Id, to, await ComposeAsync(mail, cancel)), cancel);
        }
        catch (MailNotSentException failed)
        {
            await FailedAsync(mail, failed, cancel);
            return false;
        }

        await queue.SettleAsync(mail.Id, MailState.Sent, null, cancel);
        (_failures, _pausedUntil) = (0, default);
        return true;
    }

    private async Task<MailContent> ComposeAsync(MailInHand mail, CancellationToken cancel)
    {
        var preferences = $"{address.Root}/notices/mail";
        if (mail.Digest is { } digest) return MailText.Compose(digest, UkWords.Date(UkWords.LocalDate(clock.Now())), $"{address.Root}/my-work", preferences);
        var organisation = await organisations.GetAsync(cancel);
        return MailText.Compose(await templates.FindAsync(mail.Template, cancel), mail.Fields(organisation), address.Root + PathOf(mail), preferences);
    }

    private string PathOf(MailInHand mail) => mail.Sealed is { } closed ? $"/invitation?token={Uri.EscapeDataString(seal.Open(closed))}" : mail.Path;

    private async Task FailedAsync(MailInHand mail, MailNotSentException failed, CancellationToken cancel)
    {
        var now = clock.Now();
        if (failed.Failure == MailFailure.Refused && await deliveries.BouncedAsync(mail.Id, failed.Message, again: mail.Attempts == 0, cancel) && mail.Attempts == 0)
        {
            await queue.FailAsync(mail.Id, MailState.Waiting, now + DeliveryDesk.SecondTry, failed.Message, cancel);
            return;
        }

        if (failed.Failure == MailFailure.Refused)
        {
            await queue.FailAsync(mail.Id, MailState.Dead, now, failed.Message, cancel);
            await notices.TellAdministratorsAsync($"mail-refused:{mail.Id}", "mail-refused", null, cancel);
            return;
        }

        var wait = MailRules.WaitAfter(mail.Attempts + 1, mail.Id);
        if (failed.Failure == MailFailure.ServerAway)
        {
            wait = wait < s_longestPause ? wait : s_longestPause;
            await PauseAsync(now, wait, cancel);
        }

        var state = mail.FirstFailedAt is { } first && now - first >= MailRules.GiveUpAfter ? MailState.Dead : MailState.Waiting;
        await queue.FailAsync(mail.Id, state, now + wait, failed.Message, cancel);
    }

    private async Task PauseAsync(DateTimeOffset now, TimeSpan wait, CancellationToken cancel)
    {
        if (_failures++ == 0) _awaySince = now;
        _pausedUntil = now + wait;
        if (now - _awaySince >= s_tellAfter)
            await notices.TellAdministratorsAsync($"mail-failing:{_awaySince:yyyyMMddHHmm}", "mail-failing", _awaySince, cancel);
    }
}
