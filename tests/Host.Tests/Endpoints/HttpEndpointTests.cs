using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Endpoints;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Endpoints;

/// <summary>The host with a secret for callers.</summary>
public sealed class HostWithEndpoints : IAsyncLifetime
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    public RunningHost Running { get; } = new() { Settings = [$"--ReviewFlow:Endpoints:Secret={Secret}"] };

    public Task InitializeAsync() => Running.InitializeAsync();

    public Task DisposeAsync() => Running.DisposeAsync();
}

/// <summary>Another system calls a process: signed, once for each delivery, and never more than is there.</summary>
public sealed class HttpEndpointTests(HostWithEndpoints host) : IClassFixture<HostWithEndpoints>
{
    private const string Start = """{ "id": "begin", "type": "Elsa.HttpEndpoint", "path": "homes/inspected", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } }""";
    private const string Wait = """{ "id": "wait", "type": "Elsa.HttpEndpoint", "path": "homes/answered", "supportedMethods": ["POST"] }""";
    private const string Say = """{ "id": "say", "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "getOutputFrom('begin', 'ParsedContent').grade + ' ' + getOutputFrom('wait', 'ParsedContent').by" } } }""";

    [Fact]
    public async Task Call_StartsAndContinues_OnceForEachDelivery()
    {
        await PublishAsync();

        (await CallAsync("d-1", "homes/inspected", """{ "grade": 2 }""")).ShouldBe(HttpStatusCode.Accepted);
        (await CallAsync("d-1", "homes/inspected", """{ "grade": 2 }""")).ShouldBe(HttpStatusCode.Accepted);
        (await InstancesAsync()).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await CallAsync("d-2", "homes/answered", """{ "by": "the home" }""")).ShouldBe(HttpStatusCode.Accepted);

        var instance = (await InstancesAsync()).ShouldHaveSingleItem();
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await DbAsync(db => db.Journal.Where(j => j.InstanceId == instance.Id).Select(j => j.Entries).ToListAsync())).ShouldContain(e => e.Contains("2 the home", StringComparison.Ordinal));
        (await CallAsync("d-3", "homes/answered", """{ "by": "the home" }""")).ShouldBe(HttpStatusCode.NotFound, "nothing waits there any more");
    }

    [Fact]
    public async Task Call_NotSignedOldChangedOrTooLong_IsRefusedInWords()
    {
        await PublishAsync();
        var before = (await InstancesAsync()).Count;

        (await CallAsync("e-1", "homes/inspected", "{}", secret: new string('x', 32))).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync("e-2", "homes/inspected", "{}", age: TimeSpan.FromMinutes(6))).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync("e-3", "homes/inspected", "{}", signedBody: """{ "grade": 1 }""")).ShouldBe(HttpStatusCode.Unauthorized);
        (await CallAsync("", "homes/inspected", "{}")).ShouldBe(HttpStatusCode.BadRequest);
        (await CallAsync("e-4", "homes/inspected", "{ not json")).ShouldBe(HttpStatusCode.BadRequest);
        (await CallAsync("e-5", "homes/inspected", new string(' ', SignedDoor.LongestBody + 1))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CallAsync("e-6", "nobody/here", "{}")).ShouldBe(HttpStatusCode.NotFound);

        (await InstancesAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Call_BroughtAgainAfterTheProcessWentOn_IsTakenOnce()
    {
        const string loop = """
            { "definitionId": "heard-twice", "name": "Heard twice", "options": {}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
              { "id": "begin", "type": "Elsa.HttpEndpoint", "path": "twice/begin", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } },
              { "id": "first", "type": "Elsa.HttpEndpoint", "path": "twice/said", "supportedMethods": ["POST"] },
              { "id": "second", "type": "Elsa.HttpEndpoint", "path": "twice/said", "supportedMethods": ["POST"] } ] } }
            """;
        await PublishAsync(loop);
        await CallAsync("t-0", "twice/begin", "{}");

        (await CallAsync("t-1", "twice/said", "{}")).ShouldBe(HttpStatusCode.Accepted);
        (await CallAsync("t-1", "twice/said", "{}")).ShouldBe(HttpStatusCode.Accepted, "a repeat is told the same");

        (await InstancesAsync("heard-twice")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Suspended, "the second wait is for another call");
        (await CallAsync("t-2", "twice/said", "{}")).ShouldBe(HttpStatusCode.Accepted);
        (await InstancesAsync("heard-twice")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Call_ByAMethodThatTheWaitDoesNotTake_FindsNothing()
    {
        await PublishAsync();
        await CallAsync("m-0", "homes/inspected", """{ "grade": 3 }""");

        (await CallAsync("m-1", "homes/answered", "{}", method: "DELETE")).ShouldBe(HttpStatusCode.NotFound);
        (await CallAsync("m-2", "homes/answered", """{ "by": "the home" }""")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Call_OfAProcessThatAnswers_HearsItsAnswerAndARepeatHearsTheSame()
    {
        const string asks = """
            { "definitionId": "grade-asked", "name": "Grade asked", "options": {}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
              { "id": "begin", "type": "Elsa.HttpEndpoint", "path": "grades", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } },
              { "id": "say", "type": "Elsa.WriteHttpResponse",
                "statusCode": { "typeName": "Object", "expression": { "type": "Literal", "value": 201 } },
                "contentType": { "typeName": "String", "expression": { "type": "Literal", "value": "application/json" } },
                "responseHeaders": { "typeName": "Object", "expression": { "type": "Object", "value": "{\"X-Grade\":\"two\",\"Set-Cookie\":\"a=b\"}" } },
                "content": { "typeName": "Object", "expression": { "type": "JavaScript", "value": "({ doubled: getOutputFrom('begin', 'ParsedContent').grade * 2 })" } } } ] } }
            """;
        await PublishAsync(asks);

        foreach (var attempt in (string[])["first", "repeat"])
        {
            using var answer = await SendAsync("r-1", $"{HttpEndpoints.Path}grades", """{ "grade": 2 }""");
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, attempt);
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"doubled":4}""", attempt);
            answer.Headers.GetValues("X-Grade").ShouldBe(["two"]);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse("no process sets a cookie");
        }

        (await InstancesAsync("grade-asked")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task BackgroundTask_IsToldFetchedAndCompletedOnce_BySignedCallsAlone()
    {
        const string asks = """
            { "definitionId": "letter-made", "name": "Letter made", "options": {}, "variables": [{ "id": "v", "name": "Letter", "typeName": "Object", "isArray": false }],
              "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
              { "id": "begin", "type": "Elsa.HttpEndpoint", "path": "letters", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } },
              { "id": "make", "name": "make", "type": "Elsa.RunTask", "taskName": "Make a letter", "payload": { "typeName": "Object", "expression": { "type": "Object", "value": "{\"to\":\"the home\"}" } } },
              { "id": "say", "type": "Elsa.WriteLine", "text": { "expression": { "type": "JavaScript", "value": "'made: ' + getOutputFrom('make', 'Result').pages" } } } ] } }
            """;
        await PublishAsync(asks);
        await CallAsync("b-0", "letters", "{}");
        var instance = (await InstancesAsync("letter-made")).ShouldHaveSingleItem();
        var told = (await DbAsync(db => db.Outbox.AsNoTracking().Where(o => o.CaseId == instance.CaseId && o.EventName == "background-task.requested").Select(o => o.Body).ToListAsync())).ShouldHaveSingleItem();
        var id = System.Text.Json.Nodes.JsonNode.Parse(told)!["data"]!["taskId"]!.GetValue<string>();
        told.ShouldNotContain("the home", Case.Sensitive, "what it is about is asked for, never told");
        var path = $"{HttpEndpoints.Tasks}{Uri.EscapeDataString(id)}";

        (await StatusAsync("b-1", path, "", secret: new string('x', 32), method: "GET")).ShouldBe(HttpStatusCode.Unauthorized);
        using (var asked = await SendAsync("b-2", path, "", method: "GET"))
        {
            (await asked.Content.ReadAsStringAsync()).ShouldBe($$"""{"taskId":"{{id}}","taskName":"Make a letter","payload":{"to":"the home"},"open":true}""");
        }

        (await StatusAsync("b-3", $"{HttpEndpoints.Tasks}no-such-task/complete", "{}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("b-4", $"{path}/complete", "[1]")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("b-5", $"{path}/complete", """{ "result": { "pages": 3 } }""")).ShouldBe(HttpStatusCode.Accepted);
        (await StatusAsync("b-6", $"{path}/complete", """{ "result": { "pages": 4 } }""")).ShouldBe(HttpStatusCode.Accepted, "a repeat is taken and changes nothing");

        (await InstancesAsync("letter-made")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await DbAsync(db => db.Journal.Where(j => j.InstanceId == instance.Id).Select(j => j.Entries).ToListAsync())).ShouldContain(e => e.Contains("made: 3", StringComparison.Ordinal));
        (await DbAsync(db => db.Outbox.AnyAsync(o => o.MessageId == id && o.SentAt == null))).ShouldBeFalse("nobody waits for it any more");
    }

    [Fact]
    public async Task BackgroundTask_CompletedByHand_IsAnAdministratorsAndAudited()
    {
        const string asks = """
            { "definitionId": "hand-made", "name": "Hand made", "options": {}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [
              { "id": "begin", "type": "Elsa.HttpEndpoint", "path": "hands", "supportedMethods": ["POST"], "customProperties": { "canStartWorkflow": true } },
              { "id": "make", "type": "Elsa.RunTask", "taskName": "Make it" } ] } }
            """;
        await PublishAsync(asks);
        await CallAsync("h-0", "hands", "{}");
        var instance = (await InstancesAsync("hand-made")).ShouldHaveSingleItem();
        var id = (await DbAsync(db => db.Outbox.AsNoTracking().Where(o => o.CaseId == instance.CaseId && o.Kind == "task").Select(o => o.MessageId).ToListAsync())).ShouldHaveSingleItem();

        using var nadia = await host.Running.SignedInAsync("nadia-petrov-lane");
        using var sam = await host.Running.SignedInAsync("sam-okoro");
        (await CompleteByHandAsync(nadia, id)).ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        (await InstancesAsync("hand-made")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await CompleteByHandAsync(sam, id)).ShouldBe(HttpStatusCode.OK);

        (await InstancesAsync("hand-made")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await CompleteByHandAsync(sam, id)).ShouldBe(HttpStatusCode.BadRequest, "nothing waits for it any more");
        (await CompleteByHandAsync(sam, "no-such-task")).ShouldBe(HttpStatusCode.NotFound);
        (await DbAsync(db => db.Audit.CountAsync(a => a.Action == "background-task.completed"))).ShouldBe(1);
    }

    private static async Task<HttpStatusCode> CompleteByHandAsync(HttpClient who, string id)
    {
        using var body = new StringContent("""{ "result": 1 }""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/elsa/api/tasks/{Uri.EscapeDataString(id)}/complete", UriKind.Relative)) { Content = body };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await who.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task PublishAsync(string? definition = null)
    {
        await using var scope = host.Running.Host.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().Now();
        var json = definition ?? $$"""{ "definitionId": "inspection-heard", "name": "Inspection heard", "options": {}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{Start}}, {{Wait}}, {{Say}} ] } }""";
        (await scope.ServiceProvider.GetRequiredService<DefinitionStore>().PublishAsync(json, "system", now)).VersionId.ShouldNotBeNull();
    }

    private Task<HttpStatusCode> CallAsync(string delivery, string path, string body, string? secret = null, TimeSpan age = default, string? signedBody = null, string method = "POST") =>
        StatusAsync(delivery, $"{HttpEndpoints.Path}{path}", body, secret, age, signedBody, method);

    private async Task<HttpStatusCode> StatusAsync(string delivery, string target, string body, string? secret = null, TimeSpan age = default, string? signedBody = null, string method = "POST")
    {
        using var answer = await SendAsync(delivery, target, body, secret, age, signedBody, method);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string delivery, string target, string body, string? secret = null, TimeSpan age = default, string? signedBody = null, string method = "POST")
    {
        using var client = host.Running.Client();
        var at = host.Running.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow() - age;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(target, UriKind.Relative));
        if (method != "GET") request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add(SignedCall.Delivery, delivery);
        request.Headers.Add(SignedCall.Header, SignedCall.Sign(secret ?? HostWithEndpoints.Secret, at.ToUnixTimeSeconds(), delivery, method, target, Encoding.UTF8.GetBytes(signedBody ?? body)));
        return await client.SendAsync(request);
    }

    private Task<List<Persistence.Schema.Rows.InstanceRow>> InstancesAsync(string definition = "inspection-heard") => DbAsync(db => db.Instances.AsNoTracking().Where(i => i.DefinitionId == definition).ToListAsync());

    private async Task<T> DbAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = host.Running.Host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }
}
