using System.Text;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Tests.Designer;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Studio;

/// <summary>What nobody sends by accident: refused in words or harmless, never a fault of the server.</summary>
public sealed class HostileTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static readonly string[] s_classes =
    [
        "System.Diagnostics.Process", "System.IO.File, System.Private.CoreLib", "System.Windows.Data.ObjectDataProvider, PresentationFramework",
        "System.Collections.Generic.List`1[[System.Object]]", "Elsa.Workflows.Activities.WriteLine, Elsa.Workflows.Core", "../../etc/passwd", "{{constructor.constructor('return process')()}}",
    ];

    [Theory]
    [InlineData(49_000, true)]
    [InlineData(50_001, false)]
    public async Task Import_OfVeryManyActivities_IsKeptOrRefused_AndTheListStillWorks(int activities, bool kept)
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var json = new StringBuilder($$"""{"definitionId":"many-{{activities}}","name":"Many","root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[""");
        for (var i = 0; i < activities; i++) json.Append(i == 0 ? "" : ",").Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"id":"a{{i}}","type":"Elsa.WriteLine","version":1}""");
        using var content = new StringContent(json.Append("],\"connections\":[]}}").ToString(), Encoding.UTF8, "application/json");

        using var answer = await sam.PostAsync(new Uri("/elsa/api/workflow-definitions/import", UriKind.Relative), content);

        ((int)answer.StatusCode).ShouldBe(kept ? 200 : 400);
        (await sam.StudioAsync("GET", "workflow-definitions?versionOptions=Latest")).Status.ShouldBe(200);
        if (!kept) return;
        (await sam.StudioAsync("POST", $"workflow-definitions/many-{activities}/publish", new JsonObject())).Status.ShouldBeLessThan(500);
        (await sam.PageAsync("/designer")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await sam.StudioAsync("DELETE", $"workflow-definitions/many-{activities}")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Script_InEveryLabel_IsShownAsText()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var json = StudioCalls.OneTask("script", "grace-halloran", "x");
        json["name"] = Script;
        json["description"] = Script;
        var step = json["root"]!["activities"]![0]!;
        step["name"] = Script;
        step["metadata"]!["displayText"] = Script;
        step["metadata"]!["description"] = Script;
        step["title"]!["expression"]!["value"] = Script;
        json["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = Script, ["typeName"] = "String" });
        json["customProperties"] = new JsonObject { ["reviewflow"] = new JsonObject { ["stepTitle"] = Script, ["area"] = Script } };
        (await sam.StudioAsync("POST", "workflow-definitions/import", json)).Status.ShouldBe(200);
        (await sam.StudioAsync("POST", "workflow-definitions/script/publish", new JsonObject())).Status.ShouldBeLessThan(500);
        step["title"]!["expression"]!["value"] = Script + Script;
        await sam.StudioAsync("POST", "workflow-definitions/import", json);

        foreach (var path in (string[])["/designer", "/designer/processes/script", "/designer/processes/script?from=1&to=draft", "/designer/processes/script/publish", "/designer/rehearse?process=script:draft&start=2026-12-22&calendar=england-and-wales&answers="])
        {
            var (status, page) = await sam.PageAsync(path);
            ((int)status).ShouldBeOneOf([200, 404, 422], path);
            page.QuerySelectorAll("main script, main img, main [onerror]").ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task ClassName_InEveryPolymorphicSlot_IsRefusedOrOnlyText()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var answers = new List<(string What, int Status)>();
        foreach (var (slot, put) in Slots())
        {
            foreach (var name in s_classes)
            {
                var json = StudioCalls.OneTask("slots", "grace-halloran");
                put(json, name);
                answers.Add(($"import {slot} {name}", (await sam.StudioAsync("POST", "workflow-definitions/import", json)).Status));
                var face = (await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/slots?versionOptions=Latest")).Json;
                answers.Add(($"save {slot} {name}", (await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = face?.DeepClone(), ["publish"] = true })).Status));
                answers.Add(($"run {slot} {name}", (await sam.StudioAsync("POST", "workflow-definitions/slots/execute", new JsonObject { ["versionOptions"] = "Latest" })).Status));
            }
        }

        answers.Where(a => a.Status >= 500).ShouldBeEmpty();
        answers.Count.ShouldBeGreaterThan(200);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("..%2f..%2fappsettings.json")]
    [InlineData("%F0%9F%92%A3")]
    [InlineData("qap'%3b%20drop%20table%20cases%3b--")]
    [InlineData("%ED%A0%80")]
    public async Task WrongId_InEveryAddress_IsRefused(string id)
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        var answers = new List<(string Path, int Status)>();
        foreach (var long_ in new[] { id, id + new string('x', 3_000) })
        {
            foreach (var (method, path) in Addresses())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Address, $"/elsa/api/{path.Replace("*", long_, StringComparison.Ordinal)}"));
                if (method == "POST") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
                using var answer = await sam.SendAsync(request);
                answers.Add(($"{method} {path}", (int)answer.StatusCode));
            }
        }

        answers.Where(a => a.Status is >= 500 or < 300).Where(a => !a.Path.Contains("list", StringComparison.Ordinal) && !a.Path.Contains('?', StringComparison.Ordinal) && !a.Path.Contains("scripting", StringComparison.Ordinal) && !a.Path.EndsWith("/consumers", StringComparison.Ordinal) || a.Status >= 500).ShouldBeEmpty();
    }

    [Fact]
    public async Task StaleVersion_SavedAfterTheDraftWentAway_IsRefusedOrMakesNoSecondOne()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("stale", "grace-halloran"));
        var old = (await sam.StudioAsync("GET", "workflow-definitions/by-definition-id/stale?versionOptions=Latest")).Json!;
        foreach (var title in (string[])["two", "three"])
        {
            await sam.StudioAsync("POST", "workflow-definitions/stale/publish", new JsonObject());
            await sam.StudioAsync("POST", "workflow-definitions/import", StudioCalls.OneTask("stale", "grace-halloran", title));
        }

        (await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = old.DeepClone() })).Status.ShouldBe(400);
        foreach (var (member, value) in new (string, JsonNode)[] { ("id", "no-such-v9"), ("id", "stale-v99"), ("version", -1), ("version", "x"), ("createdAt", "never") })
        {
            var wrong = (JsonObject)old.DeepClone();
            wrong[member] = value.DeepClone();
            (await sam.StudioAsync("POST", "workflow-definitions", new JsonObject { ["model"] = wrong })).Status.ShouldBeLessThan(500);
        }
    }

    private static IEnumerable<(string Slot, Action<JsonObject, string> Put)> Slots()
    {
        yield return ("root type", (j, n) => j["root"]!["type"] = n);
        yield return ("step type", (j, n) => j["root"]!["activities"]![1]!["type"] = n);
        yield return ("$type", (j, n) => { j["$type"] = n; j["root"]!["$type"] = n; j["root"]!["activities"]![0]!["$type"] = n; });
        yield return ("input type", (j, n) => j["root"]!["activities"]![0]!["title"]!["typeName"] = n);
        yield return ("expression type", (j, n) => j["root"]!["activities"]![0]!["title"]!["expression"]!["type"] = n);
        yield return ("object value", (j, n) => j["root"]!["activities"]![0]!["title"]!["expression"] = new JsonObject { ["type"] = "Object", ["value"] = $$"""{"$type":{{JsonValue.Create(n).ToJsonString()}}}""" });
        yield return ("variable type", (j, n) => j["variables"] = new JsonArray(new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = n, ["value"] = "1" }));
        yield return ("storage driver", (j, n) => j["variables"] = new JsonArray(new JsonObject { ["id"] = "v", ["name"] = "V", ["typeName"] = "String", ["storageDriverTypeName"] = n }));
        yield return ("argument type", (j, n) => { j["inputs"] = new JsonArray(new JsonObject { ["type"] = n, ["name"] = "I" }); j["outputs"] = new JsonArray(new JsonObject { ["type"] = n, ["name"] = "O" }); });
        yield return ("strategies", (j, n) => j["options"] = new JsonObject { ["activationStrategyType"] = n, ["incidentStrategyType"] = n, ["commitStrategyName"] = n });
        yield return ("output", (j, n) => j["root"]!["activities"]![0]!["result"] = new JsonObject { ["typeName"] = n, ["memoryReference"] = new JsonObject { ["id"] = n } });
        yield return ("workflow used", (j, n) => { j["root"]!["activities"]![1]!["workflowDefinitionId"] = n; j["root"]!["activities"]![1]!["type"] = n; });
    }

    private static IEnumerable<(string Method, string Path)> Addresses() =>
    [
        ("GET", "workflow-definitions/by-definition-id/*"), ("GET", "workflow-definitions/by-id/*"), ("GET", "workflow-definitions/*/consumers"), ("GET", "workflow-definitions/subgraph/*"),
        ("GET", "workflow-definitions/subgraph/segments/*?childNodeId=*"), ("POST", "workflow-definitions/*/publish"), ("POST", "workflow-definitions/*/retract"), ("POST", "workflow-definitions/*/execute"),
        ("POST", "workflow-definitions/*/dispatch"), ("POST", "workflow-definitions/*/update-references"), ("POST", "workflow-definitions/*/revert/1"), ("GET", "workflow-definitions/*/export"),
        ("DELETE", "workflow-definitions/*"), ("DELETE", "workflow-definition-versions/*"), ("GET", "workflow-definitions?versionOptions=*&SearchTerm=*"), ("GET", "workflow-definitions/many-by-id?ids=*"),
        ("GET", "workflow-instances/*"), ("GET", "workflow-instances/*/execution-state"), ("POST", "workflow-instances/*/journal"), ("GET", "workflow-instances/*/variables"), ("GET", "workflow-instances/*/export"),
        ("DELETE", "workflow-instances/*"), ("POST", "cancel/workflow-instances/*"), ("GET", "activity-executions/by-id?id=*"), ("GET", "activity-executions/*/call-stack"),
        ("GET", "activity-execution-summaries/list?WorkflowInstanceId=*&ActivityNodeId=*"), ("POST", "descriptors/activities/*/options/*"), ("POST", "scripting/javascript/type-definitions/*"),
    ];
}
