using ReviewFlow.Workflows.Calendars;
using Shouldly;
using Xunit;

namespace ReviewFlow.Workflows.Tests.Calendars;

public sealed class BankHolidayFileTests
{
    [Fact]
    public void Shipped_HasTheThreeNationsForAtLeastTwoYearsAhead()
    {
        UkCalendars.Shipped.Keys.ShouldBe(["england-and-wales", "scotland", "northern-ireland"], ignoreOrder: true);
        UkCalendars.Shipped.Values.ShouldAllBe(c => c.KnownUntil >= new DateOnly(2028, 12, 31));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("{}", "no division")]
    [InlineData("""{"wales":{"events":[]}}""", "not a division")]
    [InlineData("""{"scotland":{}}""", "no list of events")]
    [InlineData("""{"scotland":{"events":[]}}""", "no events")]
    [InlineData("""{"scotland":{"events":[{"title":"A","date":"31/12/2026"}]}}""", "2026-12-25")]
    [InlineData("""{"scotland":{"events":[{"title":"","date":"2026-12-31"}]}}""", "title")]
    [InlineData("""{"scotland":{"events":[{"title":"A","date":"2026-02-30"}]}}""", "2026-12-25")]
    public void Read_BrokenFile_SaysWhatIsWrongAndGivesNoCalendar(string json, string words)
    {
        var read = BankHolidayFile.Read(json);
        read.Calendars.ShouldBeEmpty();
        read.Problems.ShouldContain(p => p.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void EndWarning_LessThanAYearAhead_NamesTheCalendarAndItsEnd()
    {
        var scotland = UkCalendars.Shipped["scotland"];
        UkCalendars.EndWarning(scotland, scotland.KnownUntil.AddMonths(-12)).ShouldBeNull();
        UkCalendars.EndWarning(scotland, scotland.KnownUntil.AddMonths(-12).AddDays(1)).ShouldNotBeNull().ShouldContain("Scotland");
    }
}
