using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Calendars;
using ReviewFlow.Workflows.Notices;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>A month of somebody's silence: people are told, and left alone at night.</summary>
public sealed class QuietMonthTests : MailStory
{
    private static readonly DateOnly s_friday = new(2026, 3, 27);

    [Fact]
    public async Task AMonth_Simulated_NoMailOutsideWorkingTimeExceptCritical()
    {
        await ItIs(London(2026, 3, 27, 16, 50));
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await DaysPassTo(London(2026, 3, 27, 21), TimeSpan.FromMinutes(30));
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await DaysPassTo(London(2026, 4, 4, 23), TimeSpan.FromMinutes(30));
        await Nadia.Applies((key, actor) => new RaiseImmediateConcern(key, actor, CaseId, "Emergency Duty Team", Clock.Now(), "He is on the street."));
        await DaysPassTo(London(2026, 4, 27, 17), TimeSpan.FromMinutes(30));

        var calendar = UkCalendars.Shipped["england-and-wales"];
        var outside = Server.Taken.Where(t => !WorkingTime.Includes(calendar, t.At)).ToList();
        outside.ShouldNotBeEmpty("the concern at 11pm is critical");
        outside.ShouldAllBe(t => t.Readable.Contains("IMMEDIATE CONCERN", StringComparison.Ordinal));
        outside.ShouldContain(t => t.To == "duty@fernshire.example");
        Server.Taken.Count(t => WorkingTime.Includes(calendar, t.At)).ShouldBeGreaterThan(10);
        Server.Taken.Select(t => t.MessageId).Distinct().Count().ShouldBe(Server.Taken.Count, "each once");
        Server.Taken.Where(t => t.Readable.Contains("Your work on", StringComparison.Ordinal))
            .GroupBy(t => (t.To, Day: LocalTime.DayOf(calendar, t.At))).ShouldAllBe(g => g.Count() == 1);
        NothingPersonal();
    }

    [Fact]
    public async Task Choices_OfAPerson_AreKept()
    {
        await ItIs(London(2026, 3, 27, 10));
        await Preferences.ChooseAsync(Sian.Id, new MessagePreferences { Work = MailChoice.Digest, Reminders = MailChoice.InAppOnly, Digest = DigestRhythm.Weekly });
        await Nadia.RaisesAConcernAbout("robin", s_friday);
        await Nadia.TakesItToStage(1, Sian, s_friday);
        await Nadia.SendsTheStageTo(Sian, s_friday);
        await DaysPassTo(London(2026, 4, 2, 16), TimeSpan.FromHours(1));

        var mail = Server.Taken.Where(t => t.To.StartsWith("sian", StringComparison.Ordinal)).ShouldHaveSingleItem();
        mail.At.ShouldBe(London(2026, 3, 30, 9), TimeSpan.FromHours(1));
        mail.Readable.ShouldContain("DRP-2026-");
        (await NoticesTo(Sian)).Count.ShouldBeGreaterThan(1, "the app tells everything");
    }

    private void NothingPersonal()
    {
        string[] forbidden = ["Robin", "Fairweather", "Feb 2013", "900401", "He is on the street"];
        foreach (var mail in Server.Taken)
            forbidden.Where(f => mail.Readable.Contains(f, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(mail.Readable);
    }
}
