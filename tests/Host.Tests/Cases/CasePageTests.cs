using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Cases;

[Collection(CasePages.Name)]
public sealed class CasePageTests(CasePagesHost host)
{
    private const string Nadia = "nadia-petrov-lane";

    [Fact]
    public async Task Get_OwnDispute_SaysWhoWhereAndWhatHappened()
    {
        var id = await host.CaseAsync("robin", "drp-stage");
        var page = await (await host.AsAsync(Nadia)).PageAsync($"/cases/{id}");
        page.QuerySelector(".moj-identity-bar")!.TextContent.ShouldContain("Robin Fairweather-Test");
        page.QuerySelector(".rf-twin")!.TextContent.ShouldContain("Wren Fairweather-Test");
        page.QuerySelector(".rf-concern").ShouldNotBeNull();
        page.QuerySelector("#now")!.TextContent.ShouldContain("Waiting for Grace Halloran");
        page.QuerySelectorAll(".rf-people b").ShouldHaveSingleItem().ParentElement!.TextContent.ShouldBe("Grace Halloran has it now");
        page.QuerySelectorAll("svg.rf-map rect").Length.ShouldBe(6);
        page.QuerySelectorAll("ol[aria-labelledby=map-h] li[aria-current=step]").Length.ShouldBe(1);
        page.QuerySelectorAll(".moj-timeline__item").Length.ShouldBe(5);
        page.QuerySelector("#access")!.ParentElement!.TextContent.ShouldContain("By their post");
    }

    [Fact]
    public async Task Get_CaseOfAnotherTeam_IsNotKnown()
    {
        var id = await host.CaseAsync("robin", "drp-stage");
        (await (await host.AsAsync("jo-brand-hill")).GetAsync($"/cases/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_RestrictedCase_IsLoggedForThoseOnTheListAndHiddenFromOthers()
    {
        var id = await host.CaseAsync("skye", "drp-stage");
        await (await host.AsAsync("grace-halloran")).PageAsync($"/cases/{id}");
        (await (await host.AsAsync("marcus-hale")).GetAsync($"/cases/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var log = await host.DbAsync(db => db.AccessLog.Where(l => l.CaseId == id).ToListAsync());
        log.ShouldContain(l => l.PersonId == "grace-halloran" && l.Verdict == "Allowed");
        log.ShouldContain(l => l.PersonId == "marcus-hale" && l.Verdict == "Hidden");
    }

    [Fact]
    public async Task Get_FinishedStep_ShowsAnswersAndThatTheSignatureHolds()
    {
        var signed = await host.DbAsync(db => db.Signatures.OrderBy(s => s.SignedAt).Where(s => db.Cases.Any(c => c.Id == s.CaseId && c.SubjectId == "robin")).FirstAsync());
        var page = await (await host.AsAsync(Nadia)).PageAsync($"/cases/{signed.CaseId}/steps/{signed.InstanceId}");
        page.Body!.TextContent.ShouldContain("Checked: the text on file is exactly what was signed.");
        page.QuerySelectorAll("main :is(textarea, input:not([type=hidden]), select)").Length.ShouldBe(0);
    }

    [Fact]
    public async Task Print_SocialWorker_MayNot()
    {
        var id = await host.CaseAsync("robin", "drp-stage");
        (await (await host.AsAsync("joel-anand")).GetAsync($"/cases/{id}/print")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Print_Iro_HasEveryStepAndIsLogged()
    {
        var id = await host.CaseAsync("robin", "drp-stage");
        var page = await (await host.AsAsync(Nadia)).PageAsync($"/cases/{id}/print");
        var steps = await host.DbAsync(db => db.Instances.CountAsync(i => i.CaseId == id && !i.Hidden));
        page.QuerySelectorAll(".rf-sheet__step").Length.ShouldBe(steps);
        page.QuerySelector(".rf-sheet__class")!.TextContent.ShouldContain("OFFICIAL");
        (await host.DbAsync(db => db.AccessLog.AnyAsync(l => l.CaseId == id && l.PersonId == Nadia && l.Action == "Print" && l.Verdict == "Allowed"))).ShouldBeTrue();
    }

    [Fact]
    public async Task DateOfDispute_IroManager_MovesItWithAReasonAndNobodyElseMay()
    {
        var id = await host.DbAsync(db => db.Cases.Where(c => c.DateOfDispute != null && c.EndedAt == null && c.SubjectId == "robin").Select(c => c.Id).FirstAsync());
        var path = $"/cases/{id}/date-of-dispute";
        var old = (await host.DbAsync(db => db.Cases.SingleAsync(c => c.Id == id))).DateOfDispute!.Value;
        var date = old.AddDays(-1).ToString("d M yyyy", System.Globalization.CultureInfo.InvariantCulture);
        (string, string)[] fields = [("operation", Guid.NewGuid().ToString("N")), ("date", date), ("reason", "The review was a day earlier")];
        (await (await host.AsAsync(Nadia)).PostAsync("/people", path, fields)).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await host.DbAsync(db => db.Cases.SingleAsync(c => c.Id == id))).DateOfDispute.ShouldBe(old);
        (await (await host.AsAsync("grace-halloran")).PostAsync(path, path, fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var now = await host.DbAsync(db => db.Cases.SingleAsync(c => c.Id == id));
        now.DateOfDispute.ShouldBe(old.AddDays(-1));
        now.TotalClockDue.ShouldNotBeNull();
    }
}
