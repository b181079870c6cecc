using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Api;

public sealed class ApiTests(RunningHost host) : IClassFixture<RunningHost>
{
    private static string Operation() => Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData("/user-tasks")]
    [InlineData("/api/user-tasks")]
    [InlineData("/api/cases")]
    [InlineData("/cases")]
    public async Task Get_SignedOut_Is401AsProblem(string path)
    {
        using var client = host.Client();

        var answer = await client.CallAsync(path);

        (answer.Status, answer.Type).ShouldBe((401, "application/problem+json"));
    }

    [Fact]
    public async Task List_OfOwnWork_HoldsEachTaskOnceHoweverItIsPaged()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var whole = await nadia.CallAsync("/user-tasks?scope=assigned&limit=100&includeTotalCount=true");
        var paged = new List<string>();
        string? cursor = null;
        do
        {
            var page = await nadia.CallAsync($"/user-tasks?scope=assigned&limit=1&cursor={cursor}");
            paged.AddRange(page.Items.Select(i => i["id"]!.ToString()));
            cursor = page["nextCursor"];
        }
        while (cursor is not null);

        paged.Count.ShouldBeGreaterThan(1);
        paged.ShouldBe(whole.Items.Select(i => i["id"]!.ToString()));
        ((int)whole.Body!["totalCount"]!).ShouldBe(paged.Count);
        whole.Items.ShouldAllBe(i => i["status"]!.ToString() == "Assigned");
    }

    [Fact]
    public async Task List_ByDue_SplitsTheWork()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var all = await nadia.CallAsync("/user-tasks?limit=100");
        var overdue = await nadia.CallAsync("/user-tasks?limit=100&due=overdue");
        var never = await nadia.CallAsync("/user-tasks?limit=100&due=noDueDate");
        var nobody = await nadia.CallAsync("/user-tasks?limit=100&search=no-such-words");

        overdue.Items.Count.ShouldBe(all.Items.Count(i => (bool)i["isOverdue"]!));
        never.Items.Count.ShouldBe(all.Items.Count(i => i["dueAt"] is null));
        nobody.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("scope=all", 403)]
    [InlineData("scope=everything", 400)]
    [InlineData("due=yesterday", 400)]
    [InlineData("limit=0", 400)]
    [InlineData("limit=many", 400)]
    [InlineData("cursor=nonsense", 400)]
    [InlineData("cursor=MTIzCg", 400)]
    [InlineData("search=%00", 400)]
    public async Task List_WrongQuery_IsRefused(string query, int status)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        var answer = await nadia.CallAsync("/user-tasks?" + query);

        (answer.Status, answer.Type).ShouldBe((status, "application/problem+json"));
    }

    [Fact]
    public async Task Task_HiddenAndMissing_AnswerTheSame()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        using var tom = await host.SignedInAsync("tom-reyes");
        var task = (await nadia.CallAsync("/user-tasks?limit=1")).Items[0]["id"]!.ToString();
        foreach (var rest in (string[])["", "/capabilities", "/events"])
        {
            var hidden = await tom.CallAsync($"/user-tasks/{task}{rest}");
            var missing = await tom.CallAsync($"/user-tasks/{new string('0', 32)}.1{rest}");

            (hidden.Status, missing.Status).ShouldBe((404, 404));
            (hidden["title"], hidden["detail"], hidden["code"]).ShouldBe((missing["title"], missing["detail"], missing["code"]));
            (await nadia.CallAsync($"/user-tasks/{task}{rest}")).Status.ShouldBe(200);
        }

        var act = new { operationId = Operation(), expectedRevision = 1, action = "send" };
        (await tom.CallAsync($"/user-tasks/{task}/complete", act)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Complete_WithOldRevision_IsConflictAndChangesNothing()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var task = (await nadia.CallAsync("/user-tasks?limit=1")).Items[0];
        var detail = await nadia.CallAsync($"/user-tasks/{task["id"]}");
        var action = detail.Body!["actions"]![0]!["key"]!.ToString();

        var answer = await nadia.CallAsync($"/user-tasks/{task["id"]}/complete", new { operationId = Operation(), expectedRevision = 9999, action });

        (answer.Status, answer["code"]).ShouldBe((409, "conflict"));
        (await nadia.CallAsync($"/user-tasks/{task["id"]}")).Body!["revision"]!.ToString().ShouldBe(task["revision"]!.ToString());
    }

    [Fact]
    public async Task Case_OpenedTwiceWithOneOperation_IsOpenedOnce()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var operation = Operation();
        var first = await nadia.CallAsync("/api/cases", new { operationId = operation, definitionId = "sioc", subjectId = "corey" });
        var second = await nadia.CallAsync("/cases", new { operationId = operation, definitionId = "sioc", subjectId = "corey" });
        var other = await nadia.CallAsync("/api/cases", new { operationId = operation, definitionId = "sioc", subjectId = "robin" });

        (first.Status, second.Status, other.Status).ShouldBe((201, 201, 422));
        second["caseId"].ShouldBe(first["caseId"]);
        (await nadia.CallAsync($"/api/cases/{first["caseId"]}")).Body!["subject"]!["id"]!.ToString().ShouldBe("corey");
        (await nadia.CallAsync($"/cases/{first["caseId"]}/timeline")).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Cases_OfRestrictedChild_AreListedForTheAccessListAlone()
    {
        using var dev = await host.SignedInAsync("dev-chandra");
        using var marcus = await host.SignedInAsync("marcus-hale");
        var opened = await dev.CallAsync("/api/cases", new { operationId = Operation(), definitionId = "sioc", subjectId = "skye" });

        opened.Status.ShouldBe(201);
        Subjects(await dev.CallAsync("/api/cases?limit=100")).ShouldContain("skye");
        Subjects(await marcus.CallAsync("/api/cases?limit=100")).ShouldNotContain("skye");
        Subjects(await marcus.CallAsync("/api/cases?limit=100")).ShouldContain("robin");
        (await marcus.CallAsync($"/api/cases/{opened["caseId"]}")).Status.ShouldBe(404);
        (await marcus.CallAsync("/api/cases?search=Skye")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cases_Paged_HoldEachCaseOnce()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var first = await nadia.CallAsync("/api/cases?limit=1");
        var second = await nadia.CallAsync($"/api/cases?limit=1&cursor={first["nextCursor"]}");

        second.Items[0]["id"]!.ToString().ShouldNotBe(first.Items[0]["id"]!.ToString());
    }

    [Fact]
    public async Task CasePath_ForABrowser_IsThePage()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var id = (await nadia.CallAsync("/api/cases?limit=1")).Items[0]["id"]!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/cases/{id}", UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var page = await nadia.SendAsync(request);

        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await nadia.CallAsync($"/cases/{id}")).Type.ShouldBe("application/json");
    }

    [Fact]
    public async Task Concern_RaisedWithNothingButTheOperation_AlertsUntilAcknowledged()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        using var sian = await host.SignedInAsync("sian-corley");
        var opened = await nadia.CallAsync("/api/cases", new { operationId = Operation(), definitionId = "sioc", subjectId = "wren" });
        var path = $"/api/cases/{opened["caseId"]}";

        (await nadia.CallAsync($"{path}/immediate-concern", new { operationId = Operation() })).Status.ShouldBe(200);
        var alert = (await sian.CallAsync(path)).Body!["alerts"]!.AsArray().Single(a => a!["rung"]!.ToString() == "immediate-concern")!["id"]!.ToString();
        (await sian.CallAsync($"{path}/acknowledge", new { operationId = Operation(), alertId = alert })).Status.ShouldBe(200);

        (await sian.CallAsync(path)).Body!["alerts"]!.AsArray().ShouldNotContain(a => a!["id"]!.ToString() == alert);
    }

    private static IEnumerable<string> Subjects(JsonCalls.Answered cases) => cases.Items.Select(c => ((JsonNode?)c["subjectId"])?.ToString() ?? "");
}
