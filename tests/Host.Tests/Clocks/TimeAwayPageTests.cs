using System.Net;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Tests.Cases;
using ReviewFlow.Host.Tests.Steps;
using ReviewFlow.Persistence.Schema.Rows;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Clocks;

/// <summary>Recording time away with cover, by the pages and without JavaScript. The demo's morning is Tuesday 16 June 2026.</summary>
public sealed class TimeAwayPageTests(CasePagesHost host) : IClassFixture<CasePagesHost>
{
    [Fact]
    public async Task OnesOwnAbsence_IsShownWithItsConflicts_ThenSavedAndEndedEarlier()
    {
        var nadia = await host.AsAsync("nadia-petrov-lane");
        var form = StepForm.Of(await nadia.PageAsync("/time-away/new"));
        using var looked = await form.With("from", "22 6 2026").With("to", "26 6 2026").With("cover", "sian-corley").PressAsync(nadia, "look");
        looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var preview = await StepForm.ReadAsync(looked);
        var words = preview.QuerySelector("section[aria-labelledby=preview]")!.TextContent;
        words.ShouldContain("Nadia Petrov-Lane is away from Mon 22 Jun 2026 to Fri 26 Jun 2026.");
        words.ShouldContain("cannot be done by the cover you named");
        words.ShouldContain("Managers of the child’s team cannot do the IRO’s part");
        words.ShouldContain("Without any conflict could cover: Dev Chandra");
        (await AbsencesAsync("nadia-petrov-lane")).ShouldBe(0, "looking saves nothing");

        (await nadia.PostAsync("/time-away/new", "/time-away/new", ("operation", "nadia-june"), ("person", "nadia-petrov-lane"), ("from", "22 6 2026"), ("to", "26 6 2026"), ("cover", "dev-chandra"), ("confirmed", "yes"), ("do", "save")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await nadia.PageAsync("/time-away")).QuerySelector("main")!.TextContent.ShouldContain("Mon 22 Jun 2026 to Fri 26 Jun 2026");
        (await (await host.AsAsync("dev-chandra")).PageAsync("/time-away")).QuerySelector("#covering")!.TextContent.ShouldBe("You cover for");

        using var ended = await nadia.PostAsync("/time-away", "/time-away?handler=End", ("person", "nadia-petrov-lane"), ("from", "2026-06-22"), ("to", "2026-06-26"), ("lastDay", "21 6 2026"));
        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AbsencesAsync("nadia-petrov-lane")).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "26 6 2026", "from", "Enter the first day")]
    [InlineData("22 6 2026", "soon", "to", "Enter the last day")]
    [InlineData("22 6 2026", "19 6 2026", "to", "must not be before the first")]
    [InlineData("1 6 2026", "5 6 2026", "to", "These days are over")]
    public async Task DaysThatCannotBe_AreRefusedInWordsAndKeptAsTyped(string from, string to, string field, string words)
    {
        var marcus = await host.AsAsync("marcus-hale");
        using var refused = await StepForm.Of(await marcus.PageAsync("/time-away/new")).With("from", from).With("to", to).PressAsync(marcus, "look");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var page = await StepForm.ReadAsync(refused);
        var line = page.QuerySelector(".govuk-error-summary a")!;
        line.TextContent.ShouldContain(words);
        line.GetAttribute("href").ShouldBe($"#{field}");
        page.QuerySelector("#to")!.GetAttribute("value").ShouldBe(to);
    }

    [Fact]
    public async Task AManager_RecordsSickness_ForTheirPeopleOnly()
    {
        var marcus = await host.AsAsync("marcus-hale");
        var offered = (await marcus.PageAsync("/time-away/new")).QuerySelectorAll("#person option").Select(o => o.GetAttribute("value")).ToList();
        offered.ShouldContain("sian-corley");
        offered.ShouldNotContain("tom-reyes");

        var joel = await host.AsAsync("joel-anand");
        using var refused = await joel.PostAsync("/time-away/new", "/time-away/new", ("operation", "not-mine"), ("person", "sian-corley"), ("from", "17 6 2026"), ("to", "19 6 2026"), ("cover", "tom-reyes"), ("confirmed", "yes"), ("do", "save"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AbsencesAsync("sian-corley")).ShouldBe(0);

        (await marcus.PostAsync("/time-away/new", "/time-away/new", ("operation", "sian-sick"), ("person", "sian-corley"), ("from", "16 6 2026"), ("to", "19 6 2026"), ("cover", ""), ("confirmed", "yes"), ("do", "save")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await host.DbAsync(db => db.Notices.AnyAsync(n => n.Template == "uncovered" && n.PersonId == "marcus-hale"))).ShouldBeTrue("what she holds already lies with nobody");
        (await marcus.PageAsync("/load")).QuerySelector("main")!.TextContent.ShouldContain("Away to 19 Jun; nobody covers");

        var change = (await marcus.PageAsync("/time-away")).QuerySelectorAll("main a").First(a => a.TextContent.StartsWith("Change cover", StringComparison.Ordinal)).GetAttribute("href")!;
        using var looked = await StepForm.Of(await marcus.PageAsync(change)).With("cover", "tom-reyes").PressAsync(marcus, "look");
        (await StepForm.ReadAsync(looked)).QuerySelector("section[aria-labelledby=preview]")!.TextContent.ShouldContain("Sian Corley is away from Tue 16 Jun 2026 to Fri 19 Jun 2026.");
        (await marcus.PostAsync("/time-away/new", "/time-away/new", ("operation", "sian-covered"), ("person", "sian-corley"), ("from", "16 6 2026"), ("to", "19 6 2026"), ("cover", "tom-reyes"), ("replacesFrom", "2026-06-16"), ("replacesTo", "2026-06-19"), ("confirmed", "yes"), ("do", "save")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await marcus.PageAsync("/load")).QuerySelector("main")!.TextContent.ShouldContain("Away to 19 Jun; Tom Reyes covers");
    }

    [Fact]
    public async Task WorkOfSomebodyCovered_SaysOnItsPageInWhoseNameItIsDone()
    {
        var nadia = await host.AsAsync("nadia-petrov-lane");
        var work = await host.DbAsync(db => db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && t.SubjectId == "skye" && t.AssigneeId == "dev-chandra").Select(t => t.Id).FirstAsync());

        (await nadia.PageAsync($"/work/{work}")).QuerySelector("main")!.TextContent.ShouldContain("recorded as “Nadia Petrov-Lane acting for Dev Chandra”");
    }

    private Task<int> AbsencesAsync(string person) => host.DbAsync(db => db.Absences.CountAsync(a => a.PersonId == person));
}
