using System.Globalization;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.Calendars;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Calendars;

/// <summary>The verified vectors of the domain specification, part 0.1, on the shipped holiday table.</summary>
public sealed class WorkingDayVectorTests
{
    [Theory]
    [InlineData("2026-03-02", 5, "2026-03-09", "2026-03-09")]
    [InlineData("2026-03-26", 5, "2026-04-02", "2026-04-02")]
    [InlineData("2026-03-30", 5, "2026-04-08", "2026-04-07")]
    [InlineData("2026-04-04", 5, "2026-04-13", "2026-04-10")]
    [InlineData("2026-05-22", 5, "2026-06-01", "2026-06-01")]
    [InlineData("2026-06-10", 5, "2026-06-17", "2026-06-18")]
    [InlineData("2026-07-30", 5, "2026-08-06", "2026-08-07")]
    [InlineData("2026-08-27", 5, "2026-09-04", "2026-09-03")]
    [InlineData("2026-10-22", 5, "2026-10-29", "2026-10-29")]
    [InlineData("2026-11-26", 5, "2026-12-03", "2026-12-04")]
    [InlineData("2026-12-23", 5, "2027-01-04", "2027-01-05")]
    [InlineData("2026-12-31", 5, "2027-01-08", "2027-01-11")]
    [InlineData("2026-03-02", 20, "2026-03-30", "2026-03-30")]
    [InlineData("2026-03-16", 20, "2026-04-15", "2026-04-14")]
    [InlineData("2026-12-07", 20, "2027-01-07", "2027-01-08")]
    public void Add_VectorOfTheSpecification_GivesItsDueDate(string sent, int days, string englandAndWales, string scotland)
    {
        WorkingDays.Add(UkCalendars.Shipped["england-and-wales"], Day(sent), days).ShouldBe(Day(englandAndWales));
        WorkingDays.Add(UkCalendars.Shipped["scotland"], Day(sent), days).ShouldBe(Day(scotland));
    }

    [Theory]
    [InlineData("2026-03-26T16:45:00Z", "2026-04-02T16:00:00Z")]
    [InlineData("2026-10-22T15:45:00Z", "2026-10-29T17:00:00Z")]
    public void DueAt_AcrossAClockChange_StaysAtFiveLocal(string sent, string due)
    {
        var clock = new ClockWait { Rule = new ClockRule { WorkingDays = 5 }, Anchor = Moment(sent) };
        Clock.DueAt(clock, UkCalendars.Shipped["england-and-wales"]).ShouldBe(Moment(due));
    }

    [Theory]
    [InlineData("2026-03-30T22:50:00Z")]
    [InlineData("2026-03-30T06:00:00Z")]
    public void DueAt_AnyHourOfTheDay_CountsFromTheSameLocalDay(string sent)
    {
        var clock = new ClockWait { Rule = new ClockRule { WorkingDays = 5 }, Anchor = Moment(sent) };
        Clock.DueOn(clock, UkCalendars.Shipped["england-and-wales"]).ShouldBe(Day("2026-04-08"));
    }

    [Fact]
    public void WhyOff_OneOffScottishHoliday_NamesIt() =>
        WorkingDays.WhyOff(UkCalendars.Shipped["scotland"], Day("2026-06-15")).ShouldNotBeNull().ShouldContain("Bank holiday");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
