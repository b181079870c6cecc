using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Notices;

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>To be sent when its moment comes.</summary>
    Waiting,

    /// <summary>Taken by the mail server.</summary>
    Sent,

    /// <summary>Answered, acknowledged or settled before it was sent.</summary>
    Withdrawn,

    /// <summary>The reader wants no mail of this kind.</summary>
    Muted,

    /// <summary>To be named in the reader's next digest.</summary>
    ForDigest,

    /// <summary>Named in a digest.</summary>
    InDigest,

    /// <summary>Could not be sent; an administrator decides.</summary>
    Dead,
}

/// <summary>What is known about a mail when its moment has come.</summary>
/// <param name="Template">Its template.</param>
/// <param name="Critical">Ignores quiet hours and choices.</param>
/// <param name="CannotBeMuted">Raised as an alert, or the digest that was chosen: no choice about single mails touches it.</param>
/// <param name="Settled">Its work is done, or its alert is acknowledged.</param>
/// <param name="ReaderLeft">The reader has left the organisation.</param>
public sealed record MailFacts(string Template, bool Critical, bool CannotBeMuted, bool Settled, bool ReaderLeft);

/// <summary>What becomes of a mail now: sent, held until a moment, or settled without sending.</summary>
/// <param name="State">What it is from now on; <see cref="MailState.Sent"/> means: send it.</param>
/// <param name="Until">When to look again, if it stays waiting.</param>
public sealed record MailDecision(MailState State, DateTimeOffset? Until = null);

/// <summary>Whether, and when, a mail goes out. Decided when its moment comes, so that what changed meanwhile counts.</summary>
public static class MailRules
{
    /// <summary>Longest time that a mail is tried; then it is for an administrator.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(6);

    /// <summary>Decides about a mail that is due.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="wishes">What its reader has chosen.</param>
    /// <param name="calendar">The reader's calendar.</param>
    /// <param name="now">Business time.</param>
    public static MailDecision Decide(MailFacts mail, MessagePreferences wishes, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var group = mail.CannotBeMuted ? MessageGroup.Escalations : MessageGroups.Of(mail.Template);
        if (mail.ReaderLeft || (mail.Settled && group.AsksSomething())) return new MailDecision(MailState.Withdrawn);
        if (mail.Critical) return new MailDecision(MailState.Sent);
        switch (wishes.Of(group))
        {
            case MailChoice.InAppOnly:
            case MailChoice.Digest when wishes.Digest == DigestRhythm.Off:
                return new MailDecision(MailState.Muted);
            case MailChoice.Digest:
                return new MailDecision(MailState.ForDigest);
        }

        var open = WorkingTime.OnOrAfter(calendar, now);
        return open > now ? new MailDecision(MailState.Waiting, open) : new MailDecision(MailState.Sent);
    }

    /// <summary>How long to wait after a failure: 1 minute, doubling to 6 hours, each a little different so that not all come at once.</summary>
    /// <param name="attempts">Failures so far, this one included; from 1.</param>
    /// <param name="mailId">Decides the little difference: a tenth at most.</param>
    public static TimeSpan WaitAfter(int attempts, string mailId)
    {
        var doubled = TimeSpan.FromMinutes(Math.Pow(2, Math.Clamp(attempts - 1, 0, 10)));
        var wait = doubled < s_longest ? doubled : s_longest;
        return wait + (wait * (mailId.Sum(c => c) % 100 / 1000.0));
    }
}
