using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Calendars;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>An administrator looks at what would move before a day is taken out of the calendars.</summary>
public sealed class CalendarPageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    private const string Page = "/calendars";

    [Fact]
    public async Task ThePage_ForAnAdministrator_ShowsThreeCalendarsAndWhereEachEnds()
    {
        var page = await (await host.AsAsync("sam-okoro")).PageAsync(Page);

        page.QuerySelectorAll(".govuk-summary-card__title").Select(t => t.TextContent).ShouldBe(["England and Wales", "Northern Ireland", "Scotland"]);
        page.QuerySelectorAll(".govuk-summary-card__content").ShouldAllBe(c => c.TextContent.Contains("Known until") && !c.TextContent.Contains("Import the next"));
        page.QuerySelector("main")!.TextContent.ShouldContain("Christmas Day");
    }

    [Fact]
    public async Task ThePage_ForAnybodyElse_DoesNotExist()
    {
        var nadia = await host.AsAsync("nadia-petrov-lane");

        (await nadia.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nadia.PostAsync("/notices", Page, ("Change", "add"), ("Calendar", "england-and-wales"), ("Day", "24 12 2026"), ("Title", "Closed"), ("Confirmed", "yes"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.DbAsync(db => db.CalendarDays.AnyAsync(d => d.Title == "Closed"))).ShouldBeFalse();
    }

    [Fact]
    public async Task AClosure_IsShownWithTheDatesThatMove_AndMovesThemOnlyWhenConfirmed()
    {
        var sam = await host.AsAsync("sam-okoro");
        var soonest = await host.DbAsync(db => db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && t.DueAt != null && db.Cases.Any(c => c.Id == t.CaseId && c.Area == "disputes")
            && db.Timers.Any(x => x.BookmarkId == t.Id && x.Mark != "paused" && EF.Functions.Like(x.Clock, "%\"workingDays\":5%"))).OrderByDescending(t => t.DueAt).FirstAsync());
        var day = DateOnly.FromDateTime(soonest.DueAt!.Value.UtcDateTime);
        (string, string)[] typed = [("Change", "add"), ("Calendar", "england-and-wales"), ("Day", $"{day:d M yyyy}"), ("Until", ""), ("Title", "Council offices closed")];

        using var preview = new HtmlParser().ParseDocument(await (await sam.PostAsync(Page, Page, typed)).Content.ReadAsStringAsync());
        preview.QuerySelector("#preview")!.TextContent.ShouldBe("Check before you save");
        preview.QuerySelectorAll("section[aria-labelledby=preview] tbody tr").Length.ShouldBeGreaterThan(0);
        (await DueOf(soonest.Id)).ShouldBe(soonest.DueAt);

        (await sam.PostAsync(Page, Page, [.. typed, ("Confirmed", "yes")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await DueOf(soonest.Id))!.Value.ShouldBeGreaterThan(soonest.DueAt.Value);
        var after = (await sam.PageAsync(Page)).QuerySelector("main")!.TextContent;
        after.ShouldContain("those who hold them are told");
        after.ShouldContain("Sam Okoro: England and Wales: Added");
    }

    [Theory]
    [InlineData("", "", "Council offices closed", "Enter the day")]
    [InlineData("24 12 2026", "23 12 2026", "Closed", "must not be before")]
    [InlineData("24 12 2026", "", "", "Write why")]
    [InlineData("25 12 2026", "", "Closed", "a day off already: Christmas Day")]
    [InlineData("26 12 2026", "", "Closed", "weekends never count")]
    [InlineData("24 12 2031", "", "Closed", "Import the bank holidays")]
    public async Task ADay_ThatCannotBe_IsRefusedInWordsAndKeptAsTyped(string day, string until, string title, string words)
    {
        var sam = await host.AsAsync("sam-okoro");
        using var refused = await sam.PostAsync(Page, Page, ("Change", "add"), ("Calendar", "scotland"), ("Day", day), ("Until", until), ("Title", title));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        page.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain(words);
        page.QuerySelector("#day")!.GetAttribute("value").ShouldBe(day.Length == 0 ? null : day);
    }

    [Theory]
    [InlineData("", "paste its text")]
    [InlineData("{", "not JSON")]
    [InlineData("{\"france\":{\"events\":[]}}", "not a division")]
    [InlineData("{\"scotland\":{\"events\":[{\"title\":\"X\",\"date\":\"31/12/2029\"}]}}", "2026-12-25")]
    public async Task AFile_ThatIsNotTheTable_ImportsNothingAndSaysWhy(string text, string words)
    {
        var sam = await host.AsAsync("sam-okoro");
        using var refused = await sam.PostAsync(Page, Page, ("Change", "import"), ("File", text));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain(words);
    }

    [Fact]
    public async Task ThePublishedFile_WithAnotherYear_IsImportedAndReachesFurther()
    {
        var sam = await host.AsAsync("sam-okoro");
        var file = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["northern-ireland"] = new { division = "northern-ireland", events = new[] { new { title = "New Year’s Day", date = "2029-01-01", notes = "", bunting = true } } },
        });
        using var preview = await sam.PostAsync(Page, Page, ("Change", "import"), ("File", file));
        (await preview.Content.ReadAsStringAsync()).ShouldContain("known until Mon 31 Dec 2029");
        using var saved = await sam.PostAsync(Page, Page, ("Change", "import"), ("File", file), ("Confirmed", "yes"));

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.DbAsync(db => db.CalendarDays.CountAsync(d => d.CalendarId == "northern-ireland"))).ShouldBe(UkCalendars.Shipped["northern-ireland"].DaysOff.Count + 1, "the days that the file does not name stay");
    }

    private Task<DateTimeOffset?> DueOf(string taskId) => host.DbAsync(db => db.WorkTasks.Where(t => t.Id == taskId).Select(t => t.DueAt).SingleAsync());
}
