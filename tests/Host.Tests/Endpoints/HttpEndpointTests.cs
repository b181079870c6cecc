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
        (await CallAsync("e-5", "homes/inspected", new string(' ', HttpEndpoints.LongestBody + 1))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CallAsync("e-6", "nobody/here", "{}")).ShouldBe(HttpStatusCode.NotFound);

        (await InstancesAsync()).Count.ShouldBe(before);
    }

    private async Task PublishAsync()
    {
        await using var scope = host.Running.Host.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().Now();
        var json = $$"""{ "definitionId": "inspection-heard", "name": "Inspection heard", "options": {}, "root": { "id": "root", "type": "Elsa.Sequence", "activities": [ {{Start}}, {{Wait}}, {{Say}} ] } }""";
        (await scope.ServiceProvider.GetRequiredService<DefinitionStore>().PublishAsync(json, "system", now)).VersionId.ShouldNotBeNull();
    }

    private async Task<HttpStatusCode> CallAsync(string delivery, string path, string body, string? secret = null, TimeSpan age = default, string? signedBody = null)
    {
        using var client = host.Running.Client();
        var target = $"{HttpEndpoints.Path}{path}";
        var at = host.Running.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow() - age;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(SignedCall.Delivery, delivery);
        request.Headers.Add(SignedCall.Header, SignedCall.Sign(secret ?? HostWithEndpoints.Secret, at.ToUnixTimeSeconds(), delivery, "POST", target, Encoding.UTF8.GetBytes(signedBody ?? body)));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private Task<List<Persistence.Schema.Rows.InstanceRow>> InstancesAsync() => DbAsync(db => db.Instances.AsNoTracking().Where(i => i.DefinitionId == "inspection-heard").ToListAsync());

    private async Task<T> DbAsync<T>(Func<ReviewFlowDbContext, Task<T>> ask)
    {
        await using var scope = host.Running.Host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>());
    }
}
