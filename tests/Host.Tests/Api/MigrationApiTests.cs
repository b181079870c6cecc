using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReviewFlow.Host.Tests.Studio;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Api;

/// <summary>Running cases move to another version by REST: looked at first, each with its result, taken back.</summary>
public sealed class MigrationApiTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Path = "/api/migrations/by-rest";

    [Fact]
    public async Task Move_SeveralCases_TellsOfEachAndIsTakenBackOnce()
    {
        await PublishAsync("look");
        var (one, two) = (await OpenAsync("1"), await OpenAsync("2"));
        await PublishAsync("look", "Look at the new plan");
        using var sam = await host.SignedInAsync("sam-okoro");

        var seen = await sam.CallAsync($"{Path}?to=by-rest-v2");
        var moved = await sam.CallAsync(Path, new { operationId = "rest-move", toVersionId = "by-rest-v2", reason = "The plan has changed" });
        var repeated = await sam.CallAsync(Path, new { operationId = "rest-move", toVersionId = "by-rest-v2", reason = "The plan has changed" });
        var back = await sam.CallAsync($"/api/migrations/instances/{one}/undo", new { operationId = "rest-undo", reason = "Too early" });
        var again = await sam.CallAsync($"/api/migrations/instances/{one}/undo", new { operationId = "rest-undo-2", reason = "Too early" });

        (seen.Status, seen.Body!["moves"]!.GetValue<int>(), seen.Body["blocked"]!.GetValue<int>(), seen.Body["instances"]!.AsArray().Count).ShouldBe((200, 2, 0, 2));
        (moved.Status, moved.Body!["moved"]!.GetValue<int>(), moved.Body["results"]!.AsArray().Count).ShouldBe((200, 2, 2));
        repeated.Status.ShouldBeLessThan(500);
        back.Status.ShouldBe(200);
        again.Status.ShouldBeOneOf(409, 422);
        (await VersionsAsync()).ShouldBe(new Dictionary<string, string> { [one] = "by-rest-v1", [two] = "by-rest-v2" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Move_WithoutReasonToNowhereOrByOthers_ChangesNothing()
    {
        using var sam = await host.SignedInAsync("sam-okoro");
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        (await sam.CallAsync("/api/migrations/qap", new { operationId = "a", toVersionId = "qap-v1" })).Status.ShouldBe(422);
        (await sam.CallAsync("/api/migrations/qap", new { operationId = "b", toVersionId = "no-such-version", reason = "x" })).Status.ShouldBe(404);
        (await sam.CallAsync("/api/migrations/no-such?to=x")).Status.ShouldBe(404);
        (await sam.CallAsync("/api/migrations/qap")).Status.ShouldBe(422);
        (await sam.CallAsync("/api/migrations/instances/nobody/undo", new { operationId = "c", reason = "x" })).Status.ShouldBe(404);
        (await nadia.CallAsync("/api/migrations/qap?to=qap-v1")).Status.ShouldBe(404);
        (await nadia.CallAsync("/api/migrations/qap", new { operationId = "d", toVersionId = "qap-v1", reason = "x" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Move_ToAVersionWithoutTheStep_IsBlockedAndSaysWhere()
    {
        await PublishAsync("look", definition: "by-rest-gone");
        var id = await OpenAsync("gone", "by-rest-gone");
        await PublishAsync("another", definition: "by-rest-gone");
        using var sam = await host.SignedInAsync("sam-okoro");

        var seen = await sam.CallAsync("/api/migrations/by-rest-gone?to=by-rest-gone-v2");
        var moved = await sam.CallAsync("/api/migrations/by-rest-gone", new { operationId = "gone", toVersionId = "by-rest-gone-v2", reason = "x", instances = new[] { id } });

        (seen.Body!["moves"]!.GetValue<int>(), seen.Body["blocked"]!.GetValue<int>()).ShouldBe((0, 1));
        moved.Body!["moved"]!.GetValue<int>().ShouldBe(0);
        moved.Body["results"]!.ToJsonString().ShouldContain("look");
    }

    private async Task PublishAsync(string step, string title = "Look at the plan", string definition = "by-rest")
    {
        var json = StudioCalls.OneTask(definition, "nadia-petrov-lane", title).ToJsonString().Replace("\"look\"", $"\"{step}\"", StringComparison.Ordinal);
        await using var scope = host.Host.Services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<BusinessClock>().Now();
        (await scope.ServiceProvider.GetRequiredService<DefinitionStore>().PublishAsync(json, "system", now)).VersionId.ShouldNotBeNull();
    }

    private async Task<string> OpenAsync(string key, string definition = "by-rest")
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CaseTransaction>().StartTechnicalAsync($"open-{key}", definition, null, "sam-okoro")).InstanceId;
    }

    private async Task<Dictionary<string, string>> VersionsAsync()
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReviewFlowDbContext>().Instances.AsNoTracking().Where(i => i.DefinitionId == "by-rest").ToDictionaryAsync(i => i.Id, i => i.VersionId);
    }
}
