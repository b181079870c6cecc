using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Api;

public sealed class ApiSigningTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Complete_ClientClaimsToBeAuthenticated_IsNotBelieved()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var answer = await SignAsync(nadia, new { method = "password", authenticatedAt = "2026-06-16T09:00:00Z", declaration = "x", shownHash = "x" });

        answer.Status.ShouldBe(422);
        answer["detail"].ShouldBe("The body needs signature.name.");
    }

    [Theory]
    [InlineData("Grace Halloran")]
    [InlineData("nadia")]
    public async Task Complete_WithAnotherName_IsForbidden(string name)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        var answer = await SignAsync(nadia, new { declaration = "x", shownHash = "x", name });

        (answer.Status, answer["code"]).ShouldBe((403, "not-authenticated-again"));
    }

    [Fact]
    public async Task Complete_DemoPersonWithAPassword_IsAskedForTheName()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        (await SignAsync(nadia, new { declaration = "x", shownHash = "x", password = "Nadia Petrov-Lane" })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Detail_OfASigningAction_GivesWhatIsSigned()
    {
        foreach (var person in (string[])["nadia-petrov-lane", "dev-chandra", "grace-halloran", "joel-anand", "sian-corley", "marcus-hale", "ruth-adeyemi", "paul-winstone"])
        {
            using var client = await host.SignedInAsync(person);
            foreach (var task in (await client.CallAsync("/user-tasks?limit=100")).Items)
            {
                var detail = await client.CallAsync($"/user-tasks/{task["id"]}");
                foreach (var action in detail.Body!["actions"]!.AsArray().Where(a => (bool?)a!["signs"] == true))
                {
                    action!["shownHash"]!.ToString().Length.ShouldBe(64);
                    var unsigned = await client.CallAsync($"/user-tasks/{task["id"]}/complete", Completing(task, action["key"]!.ToString(), null));
                    unsigned.Status.ShouldBe(422);
                    return;
                }
            }
        }

        Assert.Fail("The demo holds no work that is to be signed.");
    }

    private static async Task<JsonCalls.Answered> SignAsync(HttpClient client, object signature)
    {
        var task = (await client.CallAsync("/user-tasks?limit=1")).Items[0];
        return await client.CallAsync($"/user-tasks/{task["id"]}/complete", Completing(task, "sign", signature));
    }

    private static object Completing(JsonNode task, string action, object? signature) =>
        new { operationId = Guid.NewGuid().ToString("N"), expectedRevision = (int)task["revision"]!, action, signature };
}
