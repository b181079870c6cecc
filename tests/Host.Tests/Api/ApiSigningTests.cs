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

    [Fact]
    public async Task Complete_SignedOverWhatWasSaved_IsDoneOnceForOneOperation()
    {
        using var grace = await host.SignedInAsync("grace-halloran");
        var task = (await grace.CallAsync("/user-tasks?limit=100&search=confirm")).Items.First(t => t["taskType"]!.ToString() == "SignOff");
        var path = $"/user-tasks/{task["id"]}";
        var before = ShownHash(await grace.CallAsync(path));
        var comment = new { sectionId = "confirmation", baseVersion = 0, values = new { iroManagerComment = "Agreed" } };
        (await grace.CallAsync($"{path}/save", new { operationId = Guid.NewGuid().ToString("N"), sections = new[] { comment } })).Status.ShouldBe(200);
        var saved = await grace.CallAsync(path);

        (await grace.CallAsync($"{path}/complete", Signing(saved, before))).Status.ShouldBe(409);
        var body = Signing(saved, ShownHash(saved));
        var signed = await grace.CallAsync($"{path}/complete", body);
        var again = await grace.CallAsync($"{path}/complete", body);

        signed.Status.ShouldBe(202, signed["detail"]);
        signed.Body!["result"]!["fingerprint"]!.ToString().ShouldNotBeEmpty();
        (again.Status, again["revision"]).ShouldBe((202, signed["revision"]));
        (await grace.CallAsync(path))["status"].ShouldBe("Completed");
    }

    private static JsonNode SigningAction(JsonCalls.Answered detail) => detail.Body!["actions"]!.AsArray().First(a => (bool?)a!["signs"] == true)!;

    private static string ShownHash(JsonCalls.Answered detail) => SigningAction(detail)["shownHash"]!.ToString();

    private static object Signing(JsonCalls.Answered detail, string shownHash) => Completing(
        detail.Body!, SigningAction(detail)["key"]!.ToString(), new { declaration = SigningAction(detail)["declaration"]!.ToString(), shownHash, name = "Grace Halloran" });

    private static async Task<JsonCalls.Answered> SignAsync(HttpClient client, object signature)
    {
        var task = (await client.CallAsync("/user-tasks?limit=1")).Items[0];
        return await client.CallAsync($"/user-tasks/{task["id"]}/complete", Completing(task, "sign", signature));
    }

    private static object Completing(JsonNode task, string action, object? signature) =>
        new { operationId = Guid.NewGuid().ToString("N"), expectedRevision = (int)task["revision"]!, action, signature };
}
