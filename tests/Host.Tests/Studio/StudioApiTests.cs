using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Studio;

/// <summary>What the designer asks of the host.</summary>
public sealed class StudioApiTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Designer = "sam-okoro";

    [Fact]
    public async Task Call_ByNobodyOrByWhoIsNoDesigner_IsRefusedAsJson()
    {
        using var nobody = host.Client();
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        var (unknown, words) = await nobody.StudioAsync("GET", "workflow-definitions");
        var (forbidden, why) = await nadia.StudioAsync("GET", "workflow-definitions");

        unknown.ShouldBe(401);
        words!["message"]!.ToString().ShouldBe("Sign in first.");
        forbidden.ShouldBe(403);
        why!["message"]!.ToString().ShouldContain("designers");
        (await nadia.GetAsync(new Uri("/studio/workflows/definitions", UriKind.Relative))).StatusCode.ShouldNotBe(System.Net.HttpStatusCode.OK);
        (await nadia.GetAsync(new Uri("/elsa/hubs/workflow-instance", UriKind.Relative))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Change_FromAnotherSite_IsRefused()
    {
        using var sam = await host.SignedInAsync(Designer);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/elsa/api/workflow-definitions/qap/retract", UriKind.Relative));
        request.Headers.Add("Origin", "https://elsewhere.example");

        (await sam.SendAsync(request)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    public static TheoryData<string> Shipped() =>
        [.. Directory.EnumerateFiles(Path.Combine(RunningHost.Repository, "workflows-json"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Save_OfAShippedDefinition_KeepsItEqualAndFitToPublish(string definitionId)
    {
        using var sam = await host.SignedInAsync(Designer);
        var (_, before) = await sam.StudioAsync("GET", $"workflow-definitions/by-definition-id/{definitionId}?versionOptions=1");

        var (status, saved) = await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = before!.DeepClone(), ["publish"] = true });

        status.ShouldBe(200, saved?.ToJsonString());
        var after = saved!["workflowDefinition"]!;
        ReviewFlow.Persistence.Definitions.DraftChange.MoreThanPositions(Plain(before!), Plain(after)).ShouldBeFalse();
        after["root"]!["nodeId"]!.ToString().ShouldStartWith("Workflow1:");
        var file = await File.ReadAllTextAsync(Path.Combine(RunningHost.Repository, "workflows-json", $"{definitionId}.json"));
        var export = await sam.GetStringAsync(new Uri($"/elsa/api/workflow-definitions/{definitionId}/export", UriKind.Relative));
        ReviewFlow.Persistence.Definitions.DraftChange.MoreThanPositions(export, file).ShouldBeFalse();
        (await sam.StudioAsync("GET", "workflow-definitions?versionOptions=Latest")).Json!["links"]!.AsArray().ShouldContain(l => l!["rel"]!.ToString() == "bulk-publish");
    }

    [Fact]
    public async Task Save_ByTwoDesignersFromTheSameState_RefusesTheSecondAndNamesTheFirst()
    {
        using var sam = await host.SignedInAsync(Designer);
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("two-designers", "grace-halloran"));
        var (_, face) = await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/two-designers?versionOptions=Latest");
        var stale = (JsonObject)face!.DeepClone();
        await SaveAsAnotherAsync("two-designers");
        stale["name"] = "Mine";

        var (status, refusal) = await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = stale });

        status.ShouldBe(400);
        refusal!["message"]!.ToString().ShouldStartWith("Grace Halloran changed this process");
    }

    [Fact]
    public async Task Publish_OfAStepWithoutWhatItNeeds_SaysSoAtItsNode()
    {
        using var sam = await host.SignedInAsync(Designer);
        var model = StudioCalls.OneTask("no-role", "x");
        ((JsonObject)model["root"]!["activities"]![0]!).Remove("role");

        var (status, refusal) = await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = model, ["publish"] = true });

        status.ShouldBe(400);
        refusal!["problems"]!.AsArray().ShouldContain(p => p!["nodeId"]!.ToString() == "Workflow1:flow:look");
    }

    [Fact]
    public async Task UnknownType_ComesAsAStandInAndGoesBackAsItWas()
    {
        using var sam = await host.SignedInAsync(Designer);
        var model = StudioCalls.OneTask("unknown-type", "grace-halloran");
        model["root"]!["activities"]![1]!["type"] = "System.Diagnostics.Process";

        var (status, saved) = await sam.StudioAsync("POST", "workflow-definitions/import", model);

        status.ShouldBe(200);
        var stand = saved!["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == "done")!;
        stand["type"]!.ToString().ShouldBe("Elsa.NotFoundActivity");
        await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = saved.DeepClone() });
        var file = await sam.GetStringAsync(new Uri("/elsa/api/workflow-definitions/unknown-type/export", UriKind.Relative));
        file.ShouldContain("System.Diagnostics.Process");
        file.ShouldNotContain("NotFoundActivity");
    }

    [Fact]
    public async Task Life_OfAProcess_FromImportToDeletion_GoesThrough()
    {
        using var sam = await host.SignedInAsync(Designer);
        (await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("life", "grace-halloran"))).Status.ShouldBe(200);
        (await sam.StudioAsync("POST", "workflow-definitions/life/publish", new JsonObject())).Status.ShouldBe(200);
        (await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("life", "grace-halloran", "Second"))).Json!["version"]!.GetValue<int>().ShouldBe(2);
        (await sam.StudioAsync("POST", "bulk-actions/publish/workflow-definitions/by-definition-ids", Ids("definitionIds", "life"))).Json!["published"]!.AsArray().Count.ShouldBe(1);
        (await sam.StudioAsync("POST", "workflow-definitions/life/revert/1")).Json!["version"]!.GetValue<int>().ShouldBe(3);
        (await sam.StudioAsync("DELETE", "workflow-definition-versions/life-v3")).Status.ShouldBe(204);
        (await sam.StudioAsync("DELETE", "workflow-definition-versions/life-v1")).Status.ShouldBe(204);
        (await sam.StudioAsync("GET", "workflow-definitions/by-id/life-v1")).Status.ShouldBe(200);
        (await sam.StudioAsync("GET", "workflow-definitions?versionOptions=AllVersions&DefinitionIds=life")).Json!["totalCount"]!.GetValue<int>().ShouldBe(1);
        (await sam.StudioAsync("POST", "workflow-definitions/life/retract", new JsonObject())).Json!["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        (await sam.StudioAsync("POST", "workflow-definitions/life/publish", new JsonObject())).Json!["workflowDefinition"]!["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        (await sam.StudioAsync("GET", "workflow-definitions/subgraph/life-v2?parentNodeId=Workflow1:flow")).Json!["children"]!.AsArray().Count.ShouldBe(2);
        (await sam.StudioAsync("GET", "workflow-definitions/subgraph/segments/life-v2?childNodeId=Workflow1:flow:look")).Json!["pathSegments"]!.AsArray().Count.ShouldBe(1);
        (await sam.PostAsync(new Uri("/elsa/api/bulk-actions/export/workflow-definitions", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(Ids("ids", "life-v2")))).Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        (await sam.StudioAsync("DELETE", "workflow-definitions/life")).Status.ShouldBe(204);
        (await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/life?versionOptions=Latest")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Run_OfADraft_IsDoneByThePersonAskedAndSeenByTheDesigner()
    {
        using var sam = await host.SignedInAsync(Designer);
        using var grace = await host.SignedInAsync("grace-halloran");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("tried", "grace-halloran", "Try this out"));

        using var started = await sam.PostAsync(new Uri("/elsa/api/workflow-definitions/tried/execute", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { versionOptions = "Latest" }));
        var id = started.Headers.GetValues("x-elsa-workflow-instance-id").Single();

        (await sam.StudioAsync("GET", $"workflow-instances/{id}")).Json!["subStatus"]!.ToString().ShouldBe("Suspended");
        (await sam.StudioAsync("POST", "workflow-instances", new JsonObject { ["definitionIds"] = new JsonArray("tried") })).Json!["totalCount"]!.GetValue<int>().ShouldBe(1);
        (await sam.StudioAsync("GET", $"workflow-instances/{id}/execution-state")).Json!["workflowSubStatus"]!.ToString().ShouldBe("Suspended");
        (await sam.StudioAsync("POST", $"workflow-instances/{id}/journal?skip=0&take=110", new JsonObject())).Json!["totalCount"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var report = await sam.StudioAsync("POST", "activity-executions/report", new JsonObject { ["workflowInstanceId"] = id, ["activityNodeIds"] = new JsonArray("Workflow1:flow:look") });
        report.Json!["stats"]![0]!["isBlocked"]!.GetValue<bool>().ShouldBeTrue();
        var listed = await sam.StudioAsync("GET", $"activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:look");
        var execution = listed.Json!["items"]![0]!["id"]!.ToString();
        (await sam.StudioAsync("GET", $"activity-executions/by-id?id={execution}")).Json!["status"]!.ToString().ShouldBe("Running");
        (await sam.StudioAsync("GET", $"activity-executions/{execution}/call-stack")).Json!["totalCount"]!.GetValue<int>().ShouldBe(1);
        (await grace.GetStringAsync(new Uri("/my-work", UriKind.Relative))).ShouldContain("Try this out");
        (await sam.StudioAsync("DELETE", "workflow-definitions/tried")).Status.ShouldBe(204);
        (await sam.StudioAsync("GET", $"workflow-instances/{id}")).Status.ShouldBe(200);
        (await sam.StudioAsync("POST", $"cancel/workflow-instances/{id}")).Status.ShouldBe(200);
        (await sam.StudioAsync("GET", $"workflow-instances/{id}")).Json!["subStatus"]!.ToString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Instance_OfACaseThatTheDesignerMayNotRead_ShowsNoValue()
    {
        using var sam = await host.SignedInAsync(Designer);
        var (_, list) = await sam.StudioAsync("POST", "workflow-instances", new JsonObject { ["definitionIds"] = new JsonArray("qap"), ["pageSize"] = 50 });
        list!["items"]!.AsArray().Count.ShouldBeGreaterThan(0, "the demo has instances of qap");

        foreach (var item in list["items"]!.AsArray())
        {
            var state = (await sam.StudioAsync("GET", $"workflow-instances/{item!["id"]}")).Json!["workflowState"]!;
            foreach (var value in state["input"]!.AsObject().Concat(state["output"]!.AsObject())) (value.Value?.ToString() ?? "(hidden)").ShouldBe("(hidden)");
            foreach (var wait in state["bookmarks"]!.AsArray()) wait!["payload"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Palette_HasEachTypeOnceWithLiveChoicesAndPortsFromInputs()
    {
        using var sam = await host.SignedInAsync(Designer);
        var items = (await sam.StudioAsync("GET", "descriptors/activities?Refresh=True")).Json!["items"]!.AsArray();

        items.Select(i => $"{i!["typeName"]} {i["version"]}").ShouldBeUnique();
        var next = items.Single(i => i!["typeName"]!.ToString() == "ReviewFlow.NextActionChoice")!;
        next["inputs"]!.AsArray().Single(i => i!["name"]!.ToString() == "Outcomes")!["uiHint"]!.ToString().ShouldBe("dynamic-outcomes");
        next["constructionProperties"]!["Outcomes"]!["expression"]!["value"]!.ToString().ShouldBe("""["Done"]""");
        var role = next["inputs"]!.AsArray().Single(i => i!["name"]!.ToString() == "Role")!;
        role["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().ShouldContain(c => c!["value"]!.ToString() == "user:grace-halloran");
        (await sam.StudioAsync("POST", "descriptors/activities/ReviewFlow.NextActionChoice/options/Role", new JsonObject { ["context"] = new JsonObject() })).Json!["items"]!["dropdown"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("GET", "workflow-definitions/by-definition-id/no-such")]
    [InlineData("GET", "workflow-definitions/by-id/no-such")]
    [InlineData("POST", "workflow-definitions/no-such/publish")]
    [InlineData("POST", "workflow-definitions/no-such/revert/7")]
    [InlineData("DELETE", "workflow-definitions/no-such")]
    [InlineData("DELETE", "workflow-definition-versions/no-such")]
    [InlineData("GET", "workflow-definitions/no-such/export")]
    [InlineData("GET", "workflow-definitions/subgraph/no-such")]
    [InlineData("GET", "workflow-instances/no-such")]
    [InlineData("GET", "workflow-instances/no-such/variables")]
    [InlineData("POST", "cancel/workflow-instances/no-such")]
    [InlineData("GET", "activity-executions/by-id?id=no-such")]
    [InlineData("GET", "nothing/of/ours")]
    public async Task WrongId_IsNotFoundInWords(string method, string path)
    {
        using var sam = await host.SignedInAsync(Designer);

        var (status, words) = await sam.StudioAsync(method, path);

        status.ShouldBe(404);
        words!["message"]!.ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{"model":{"name":"x"}}""")]
    [InlineData("""{"model":{"definitionId":"../../etc","root":{"id":"a","type":"Elsa.Flowchart","version":1}}}""")]
    [InlineData("""{"model":{"name":"\u0000","root":{"id":"a","type":"Elsa.Flowchart","version":1}}}""")]
    [InlineData("""{"model":{"name":"\ud800","root":{"id":"a","type":"Elsa.Flowchart","version":1}}}""")]
    [InlineData("""{"model":[]}""")]
    [InlineData("""{"model":{"root":{"id":"a","type":"Elsa.Flowchart","version":1,"activities":[{"id":"b","type":"Elsa.NotFoundActivity","version":1,"originalActivityJson":"{"}]}}}""")]
    [InlineData("not json")]
    public async Task HostileBody_IsRefusedWithA4xx(string body)
    {
        using var sam = await host.SignedInAsync(Designer);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await sam.PostAsync(new Uri("/elsa/api/workflow-definitions", UriKind.Relative), content);

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task UpdateReferences_OfAProcessThatOthersUse_GivesEachADraftWithItsNewestVersion()
    {
        using var sam = await host.SignedInAsync(Designer);
        var inner = StudioCalls.OneTask("inner", "grace-halloran");
        inner["options"] = new JsonObject { ["usableAsActivity"] = true };
        var outer = StudioCalls.OneTask("outer", "grace-halloran");
        outer["root"]!["activities"]![1] = new JsonObject { ["id"] = "done", ["type"] = "Inner", ["version"] = 1, ["name"] = "Inner1", ["workflowDefinitionId"] = "inner", ["metadata"] = new JsonObject() };
        foreach (var file in (JsonObject[])[inner, outer])
        {
            await sam.StudioAsync("POST", "workflow-definitions/import", file);
            var (status, words) = await sam.StudioAsync("POST", $"workflow-definitions/{file["definitionId"]}/publish", new JsonObject());
            status.ShouldBe(200, words?.ToJsonString());
        }

        (await sam.StudioAsync("POST", "workflow-definitions/inner/update-references", new JsonObject())).Json!["affectedWorkflows"]!.AsArray().ShouldBeEmpty();
        inner["root"]!["activities"]![0]!["title"]!["expression"]!["value"] = "Look again";
        await sam.StudioAsync("POST", "workflow-definitions/import", inner);
        (await sam.StudioAsync("POST", "workflow-definitions/inner/publish", new JsonObject())).Status.ShouldBe(200);

        (await sam.StudioAsync("POST", "workflow-definitions/inner/update-references", new JsonObject())).Json!["affectedWorkflows"]!.AsArray().Select(a => a!.ToString()).ShouldBe(["outer"]);

        var draft = (await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/outer?versionOptions=Draft")).Json!;
        draft["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == "done")!["workflowDefinitionVersionId"]!.ToString().ShouldBe("inner-v2");
        (await sam.StudioAsync("GET", "workflow-definitions/inner/consumers")).Json!["consumingWorkflowDefinitionIds"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunOfAProcessThatUsesAnother_HasItsBadgesAtTheBoxesOfTheCanvas()
    {
        using var sam = await host.SignedInAsync(Designer);
        var inner = StudioCalls.OneTask("within", "grace-halloran");
        inner["options"] = new JsonObject { ["usableAsActivity"] = true };
        var outer = StudioCalls.OneTask("around", "grace-halloran");
        outer["root"]!["activities"]![1] = new JsonObject { ["id"] = "done", ["type"] = "Within", ["version"] = 1, ["name"] = "Within1", ["workflowDefinitionId"] = "within", ["metadata"] = new JsonObject() };
        foreach (var file in (JsonObject[])[inner, outer])
        {
            await sam.StudioAsync("POST", "workflow-definitions/import", file);
            (await sam.StudioAsync("POST", $"workflow-definitions/{file["definitionId"]}/publish", new JsonObject())).Status.ShouldBe(200);
        }

        using var started = await sam.PostAsync(new Uri("/elsa/api/workflow-definitions/around/execute", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { versionOptions = "Published" }));
        var id = started.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        var canvas = (await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/around?versionOptions=Published")).Json!;
        var box = canvas["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == "look")!["nodeId"]!.ToString();

        var report = await sam.StudioAsync("POST", "activity-executions/report", new JsonObject { ["workflowInstanceId"] = id, ["activityNodeIds"] = new JsonArray(box) });

        report.Json!["stats"]!.AsArray().ShouldHaveSingleItem()!["isBlocked"]!.GetValue<bool>().ShouldBeTrue();
        (await sam.StudioAsync("GET", $"workflow-definitions/subgraph/segments/around-v1?childNodeId={box}")).Json!["pathSegments"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Files_ComeCompressedAndKeptForEver_AndNothingElseOfThePackage()
    {
        using var sam = await host.SignedInAsync(Designer);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/studio/_framework/blazor.webassembly.js", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("br");

        using var answer = await sam.SendAsync(request);

        answer.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        using var icu = await sam.GetAsync(new Uri("/studio/_framework/icudt.oh1zvcfom8.dat", UriKind.Relative));
        icu.Headers.CacheControl!.ToString().ShouldContain("immutable");
        ((int)(await sam.GetAsync(new Uri("/studio/package.json", UriKind.Relative))).StatusCode).ShouldBe(404);
        using var page = await sam.GetAsync(new Uri("/studio/workflows/definitions", UriKind.Relative));
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("wasm-unsafe-eval");
        using var other = await sam.GetAsync(new Uri("/my-work", UriKind.Relative));
        other.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
    }

    private async Task SaveAsAnotherAsync(string definitionId)
    {
        var store = (ReviewFlow.Persistence.Definitions.DefinitionStore)host.Host.Services.GetService(typeof(ReviewFlow.Persistence.Definitions.DefinitionStore))!;
        var draft = (await store.DraftAsync(definitionId))!;
        var changed = draft.Content.Replace("Look at the plan", "Look at it twice", StringComparison.Ordinal);
        await store.SaveDraftAsync(new(definitionId, draft.Name, changed, "grace-halloran", draft.Id, draft.Revision), draft.ChangedAt);
        (await store.DraftHistoryAsync(definitionId)).Count.ShouldBe(1);
    }

    private static JsonObject Ids(string member, params string[] ids) => new() { [member] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) };

    private static string Plain(JsonNode face)
    {
        var json = (JsonObject)face.DeepClone();
        (json["customProperties"] as JsonObject)?.Remove("reviewFlowRevision");
        return json.ToJsonString();
    }

    [Fact]
    public async Task Journal_OfARunThatWroteALine_IsReadStepByStep()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var process = StudioCalls.OneTask("writes-a-line", "grace-halloran");
        process["root"]!["activities"] = JsonNode.Parse("""[ { "id": "say", "type": "Elsa.WriteLine", "version": 1, "name": "WriteLine1", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "Seen" } } } ]""");
        process["root"]!["connections"] = new JsonArray();
        await sam.StudioAsync("POST", "workflow-definitions/import", process);
        (await sam.StudioAsync("POST", "workflow-definitions/writes-a-line/publish", new JsonObject())).Status.ShouldBe(200);
        using var started = await sam.PostAsync(new Uri("/elsa/api/workflow-definitions/writes-a-line/execute", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { versionOptions = "Latest" }));
        var run = started.Headers.GetValues("x-elsa-workflow-instance-id").Single();

        var (status, journal) = await sam.StudioAsync("POST", $"workflow-instances/{run}/journal", new JsonObject());
        status.ShouldBe(200);
        journal!["items"]!.AsArray().Select(l => $"{l!["activityId"]} {l["eventName"]}").ShouldContain("say Completed");
        (await sam.StudioAsync("GET", $"activity-executions/list?WorkflowInstanceId={run}")).Json!["items"]!.AsArray().Select(e => e!["activityId"]!.ToString()).ShouldContain("say");
        (await sam.StudioAsync("GET", $"workflow-instances/{run}/export")).Status.ShouldBe(200);
    }
}
