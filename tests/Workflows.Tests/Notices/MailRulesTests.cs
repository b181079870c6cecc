using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Notices;

public sealed class MailRulesTests
{
    private static readonly WorkingDayCalendar s_calendar = UkCalendars.Shipped["england-and-wales"];

    private static readonly MailFacts s_request = new("qap-request", Critical: false, CannotBeMuted: false, Settled: false, ReaderLeft: false);

    [Theory]
    [InlineData("2026-06-16 09:00", "2026-06-16 09:00")]
    [InlineData("2026-06-16 08:59", "2026-06-16 09:00")]
    [InlineData("2026-06-16 16:59", "2026-06-16 16:59")]
    [InlineData("2026-06-16 17:00", "2026-06-17 09:00")]
    [InlineData("2026-06-19 18:30", "2026-06-22 09:00")]
    [InlineData("2026-04-02 17:00", "2026-04-07 09:00")] // over Easter
    [InlineData("2026-10-24 12:00", "2026-10-26 09:00")] // over the change of clocks
    public void OnOrAfter_AnyMoment_IsInWorkingTime(string moment, string expected) =>
        WorkingTime.OnOrAfter(s_calendar, London(moment)).ShouldBe(London(expected));

    [Fact]
    public void Decide_OutsideWorkingTime_HoldsUntilMorningUnlessCritical()
    {
        var friday = London("2026-06-19 17:00");
        MailRules.Decide(s_request, MessagePreferences.Usual, s_calendar, friday).ShouldBe(new MailDecision(MailState.Waiting, London("2026-06-22 09:00")));
        MailRules.Decide(s_request with { Critical = true }, MessagePreferences.Usual, s_calendar, friday).State.ShouldBe(MailState.Sent);
    }

    [Fact]
    public void Decide_Choices_AreKeptExceptForEscalations()
    {
        var silent = new MessagePreferences { Work = MailChoice.InAppOnly, Reminders = MailChoice.Digest, News = MailChoice.Digest };
        var noon = London("2026-06-16 12:00");
        MailState Of(string template, bool alert = false, MessagePreferences? wishes = null) =>
            MailRules.Decide(s_request with { Template = template, CannotBeMuted = alert }, wishes ?? silent, s_calendar, noon).State;
        Of("qap-request").ShouldBe(MailState.Muted);
        Of("qap-due-today").ShouldBe(MailState.ForDigest);
        Of("qap-due-today", wishes: silent with { Digest = DigestRhythm.Off }).ShouldBe(MailState.Muted);
        Of("qap-overdue").ShouldBe(MailState.Sent);
        Of("qap-request", alert: true).ShouldBe(MailState.Sent);
    }

    [Fact]
    public void Decide_AnsweredBeforeSending_WithdrawsWhatAsksAndKeepsWhatTells()
    {
        var noon = London("2026-06-16 12:00");
        MailRules.Decide(s_request with { Settled = true }, MessagePreferences.Usual, s_calendar, noon).State.ShouldBe(MailState.Withdrawn);
        MailRules.Decide(s_request with { Template = "qap-completed", Settled = true }, MessagePreferences.Usual, s_calendar, noon).State.ShouldBe(MailState.Sent);
        MailRules.Decide(s_request with { Critical = true, ReaderLeft = true }, MessagePreferences.Usual, s_calendar, noon).State.ShouldBe(MailState.Withdrawn);
    }

    [Fact]
    public void WaitAfter_Failures_GrowsFromAMinuteToSixHours()
    {
        var waits = Enumerable.Range(1, 12).Select(n => MailRules.WaitAfter(n, "a-mail")).ToList();
        waits[0].ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.1));
        waits.Zip(waits.Skip(1)).ShouldAllBe(p => p.First <= p.Second);
        waits[^1].ShouldBeInRange(TimeSpan.FromHours(6), TimeSpan.FromHours(6.6));
    }

    [Fact]
    public void Of_EveryTemplate_EscalationsAreWhatIsLateOrUrgent()
    {
        var escalations = Templates.All.Where(t => MessageGroups.Of(t.Name) == MessageGroup.Escalations).Select(t => t.Name).ToList();
        escalations.ShouldContain("immediate-concern");
        Templates.All.Where(t => t.Critical || t.Name.EndsWith("-overdue", StringComparison.Ordinal)).Select(t => t.Name).ShouldBeSubsetOf(escalations);
        escalations.ShouldNotContain("qap-request");
    }

    [Theory]
    [InlineData("Update on 3 issues", "Update on 3 issues")]
    [InlineData("Update about Robin", null)]
    [InlineData("update for KESTREL", null)]
    public void WithoutSubject_NamedInATitle_IsLeftOut(string asked, string? expected) =>
        MailText.WithoutSubject(asked, "Robin Kestrel").ShouldBe(expected);

    private static DateTimeOffset London(string local)
    {
        var at = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return LocalTime.ToUtc(s_calendar, DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at));
    }
}
