using ReviewFlow.Host.Tests.Api;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Reviews;

/// <summary>The register of actions by REST: owners' tasks, evidence, dates, two people at once, what is behind each field.</summary>
public sealed class RegisterRestTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task AnOwner_FindsTheActionInTheInboxAndTheList_AndFinishesItWithEvidence()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        var dawn = await review.As(ReviewCalls.Dawn);
        (await dawn.CallAsync("/user-tasks?scope=assigned&limit=100")).Items.ShouldContain(t => t["caseId"]!.ToString() == review.CaseId && t["title"]!.ToString() == "Action 1: Action r1");
        var row = (await dawn.CallAsync("/api/actions")).Items.Single(a => a["caseId"]!.ToString() == review.CaseId);
        (row["status"]!.ToString(), row["dueOn"]!.ToString(), row["owner"]!.ToString()).ShouldBe(("Not started", "2026-07-31", "Dawn Okafor"));

        var without = await review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "Complete", progress = "Half is done" }), row: 1);
        without.Status.ShouldBe(422);
        without.Body!.ToJsonString().ShouldContain("Write what shows that it is done");
        (await review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "Complete", completedOn = "2026-06-17", evidence = "x" }), row: 1)).Status.ShouldBe(422, "not in the future");
        (await review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "In progress" }), row: 1)).Status.ShouldBe(422);
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "Complete", completedOn = "2026-06-16", evidence = "The sheets" }), row: 1));
        var done = (await (await review.As(ReviewCalls.Harriet)).CallAsync($"/api/actions/{row["id"]}")).Body!;
        done["action"]!["status"]!.ToString().ShouldBe("Complete");
        done["action"]!["impactDueOn"].ShouldNotBeNull("its impact is checked some weeks later");
        done["history"]!.AsArray().ShouldContain(h => h!["field"]!.ToString() == "Evidence" && h["now"]!.ToString() == "The sheets" && h["by"]!.ToString() == "Dawn Okafor");
    }

    [Fact]
    public async Task ALaterDate_IsAgreedByTheKeeperWithAReason_AndTheFirstOneStays()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        var task = await review.WorkAsync(ReviewCalls.Dawn, "follow", 1);
        object To(string? reason) => new { operationId = ReviewCalls.Key(), expectedRevision = (int)task["revision"]!, newDueOn = "2026-08-28", reason };
        (await (await review.As(ReviewCalls.Dawn)).CallAsync($"/user-tasks/{task["id"]}/extend", To("Training is later"))).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Harriet)).CallAsync($"/user-tasks/{task["id"]}/extend", To(null))).Status.ShouldBe(422);
        (await (await review.As(ReviewCalls.Harriet)).CallAsync($"/user-tasks/{task["id"]}/extend", To("Training is later"))).Status.ShouldBe(200);
        var row = (await (await review.As(ReviewCalls.Harriet)).CallAsync("/api/actions?who=all")).Items.Single(a => a["caseId"]!.ToString() == review.CaseId);
        (row["dueOn"]!.ToString(), row["firstDueOn"]!.ToString()).ShouldBe(("2026-08-28", "2026-07-31"));
    }

    [Fact]
    public async Task TwoPeople_WhoChangeDifferentFieldsOfOneAction_KeepBoth_AndTheSameField_IsAConflict()
    {
        using var review = new ReviewCalls(host);
        await review.RegisterAsync();
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Priya, "plan", "complete", ReviewCalls.Plan((ReviewCalls.Dawn, "2026-07-31"))));
        var task = await review.WorkAsync(ReviewCalls.Harriet, "agree");
        var harriet = await review.As(ReviewCalls.Harriet);
        Task<JsonCalls.Answered> Saves(string field, string words, int version = 1)
        {
            var row = ReviewCalls.Action("r1", ReviewCalls.Dawn, "2026-07-31");
            row[field] = words;
            return harriet.CallAsync($"/user-tasks/{task["id"]}/save", new { operationId = ReviewCalls.Key(), sections = new[] { new { sectionId = "plan", baseVersion = version, values = new { actions = new[] { row } } } } });
        }

        var both = await Task.WhenAll(Saves("improvement", "From one page"), Saves("learning", "From the other page"));
        both.ShouldAllBe(b => b.Status == 200);
        var again = await Saves("improvement", "From a third page");
        (again.Status, again["code"]).ShouldBe((409, "conflict"));
        again.Body!["conflicts"]!.AsArray().ShouldHaveSingleItem()!["mine"]!.ToString().ShouldBe("From a third page");
        var id = (await harriet.CallAsync("/api/actions?who=all")).Items.Single(a => a["caseId"]!.ToString() == review.CaseId)["id"];
        var cells = (await harriet.CallAsync($"/api/actions/{id}")).Body!["cells"]!;
        (cells["improvement"]!.ToString(), cells["learning"]!.ToString()).ShouldBe(("From one page", "From the other page"));
    }

    [Fact]
    public async Task AnAgreedAction_IsNeitherTakenAwayNorDatedAnew()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"), (ReviewCalls.Priya, "2026-08-31"));
        var plan = await review.WorkAsync(ReviewCalls.Harriet, "follow");
        async Task<JsonCalls.Answered> Publishes(Dictionary<string, object> typed) => await ReviewCalls.ActAsync(await review.As(ReviewCalls.Harriet), ReviewCalls.Harriet, plan, "publish", typed);
        (await Publishes(ReviewCalls.Plan((ReviewCalls.Dawn, "2026-07-31")))).Body!.ToJsonString().ShouldContain("stays in the plan");
        (await Publishes(ReviewCalls.Plan((ReviewCalls.Dawn, "2026-12-31"), (ReviewCalls.Priya, "2026-08-31")))).Body!.ToJsonString().ShouldContain("Agree a later date instead");
    }

    [Fact]
    public async Task AnAction_IsOpenedAgainByItsKeeperAlone_WithAReasonAndADate()
    {
        using var review = new ReviewCalls(host);
        await review.ToClosingAsync();
        var harriet = await review.As(ReviewCalls.Harriet);
        var id = (await harriet.CallAsync("/api/actions?who=all")).Items.Single(a => a["caseId"]!.ToString() == review.CaseId)["id"];
        (await harriet.CallAsync($"/api/actions/{id}/reopen", new { operationId = ReviewCalls.Key() })).Status.ShouldBe(422);
        (await (await review.As(ReviewCalls.Dawn)).CallAsync($"/api/actions/{id}/reopen", new { operationId = ReviewCalls.Key(), reason = "Not done", newDueOn = "2026-09-30" })).Status.ShouldBe(403);
        (await (await review.As(ReviewCalls.Tom)).CallAsync($"/api/actions/{id}/reopen", new { operationId = ReviewCalls.Key(), reason = "Not done", newDueOn = "2026-09-30" })).Status.ShouldBe(404);
        (await harriet.CallAsync($"/api/actions/{id}/reopen", new { operationId = ReviewCalls.Key(), reason = "A dose was missed again", newDueOn = "2026-09-30" })).Status.ShouldBe(200);
        (await harriet.CallAsync($"/api/actions/{id}")).Body!["action"]!["status"]!.ToString().ShouldBe("Opened again");
    }

    [Fact]
    public async Task NotAchievable_NeedsReasonAndRemainingRisk_AndTheLeadsAgreement()
    {
        using var review = new ReviewCalls(host);
        await review.AgreeAsync((ReviewCalls.Dawn, "2026-07-31"));
        (await review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "Not achievable", why = "No supplier" }), row: 1)).Body!.ToJsonString().ShouldContain("Write what risk remains");
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Dawn, "follow", "finish", ReviewCalls.Row(new { id = "r1", status = "Not achievable", why = "No supplier", residualRisk = "Low" }), row: 1));
        await ReviewCalls.Succeeds(review.DoAsync(ReviewCalls.Harriet, "follow", "agree", row: 1));
        (await (await review.As(ReviewCalls.Harriet)).CallAsync("/api/actions?who=all")).Items.Single(a => a["caseId"]!.ToString() == review.CaseId)["state"]!.ToString().ShouldBe("NotAchievable");
    }

    [Theory]
    [InlineData("/api/actions?who=everybody", 400)]
    [InlineData("/api/actions/nothing", 404)]
    [InlineData("/api/value-lists/nothing", 404)]
    public async Task Register_WrongQuery_IsRefused(string path, int status)
    {
        using var owen = await host.SignedInAsync(ReviewCalls.Owen);
        (await owen.CallAsync(path)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Lists_AreReadByEverybody_AndChangedByAdministratorsWithAReason()
    {
        using var owen = await host.SignedInAsync(ReviewCalls.Owen);
        using var sam = await host.SignedInAsync("sam-okoro");
        var number = (await sam.CallAsync("/api/value-lists/themes/history")).Items.Count;
        var change = new { kind = "add", label = "Oxygen", reason = "Asked for by the quality team", expected = number };
        (await owen.CallAsync("/api/value-lists/themes/changes", change)).Status.ShouldBe(403);
        (await owen.CallAsync("/api/value-lists/themes/history")).Status.ShouldBe(404);
        (await sam.CallAsync("/api/value-lists/themes/changes", new { kind = "add", label = "Oxygen", expected = number })).Status.ShouldBe(422);
        (await sam.CallAsync("/api/value-lists/themes/changes", change)).Items.ShouldContain(i => i["label"]!.ToString() == "Oxygen");
        (await sam.CallAsync("/api/value-lists/themes/changes", new { kind = "retire", value = "oxygen", reason = "Not needed", expected = number })).Status.ShouldBe(409);
        (await sam.CallAsync("/api/value-lists/themes/changes", new { kind = "delete", value = "oxygen", reason = "Not needed", expected = number + 1 })).Status.ShouldBe(422);
        (await owen.CallAsync("/api/value-lists/themes")).Items.ShouldContain(i => i["value"]!.ToString() == "oxygen");
    }

    [Fact]
    public async Task Chronology_FromASpreadsheet_IsLookedAtThenAdded_WithEveryProblemInWords()
    {
        using var review = new ReviewCalls(host);
        await review.BeginAsync();
        var priya = await review.As(ReviewCalls.Priya);
        var path = $"/user-tasks/{(await review.WorkAsync(ReviewCalls.Priya, "report"))["id"]}/rows";
        const string Rows = "Date\tEvent\tWard\n01/04/2026\tFirst dose missed\tBlue\n31/02/2026\tSecond dose missed\tBlue\n\tNo day\tBlue\n02/04/2026\t\"A fall,\nat night\"\tBlue";
        var look = (await priya.CallAsync(path, new { operationId = ReviewCalls.Key(), table = "chronology.events", rows = Rows })).Body!;
        look["leftOut"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldBe("Ward");
        look["rows"]!.AsArray().Select(r => (bool)r!["fits"]!).ShouldBe([true, false, false, true]);
        look["rows"]![1]!["problems"]![0]!.ToString().ShouldBe("Date: “31/02/2026” is not a real date. Write it like 26/06/2026");
        look["rows"]![2]!["problems"]![0]!.ToString().ShouldBe("Enter the date");
        var key = ReviewCalls.Key();
        ((int)(await priya.CallAsync(path, new { operationId = key, table = "chronology.events", rows = Rows, add = true })).Body!["added"]!).ShouldBe(2);
        (await priya.CallAsync(path, new { operationId = ReviewCalls.Key(), table = "chronology.events", rows = Rows, add = true })).Status.ShouldBe(422, "nothing is added twice");
        (await priya.CallAsync(path, new { operationId = key, table = "plan.actions", rows = Rows })).Status.ShouldBe(422);
        (await (await review.As(ReviewCalls.Tom)).CallAsync(path, new { operationId = key, table = "chronology.events", rows = Rows })).Status.ShouldBe(404);
    }
}
