using Shouldly;
using Xunit;

namespace ReviewFlow.Host.Tests.Api;

public sealed class ApiDoorTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Opens = """{"operationId":"door","definitionId":"sioc","subjectId":"robin"}""";

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Post_FromAnotherOrigin_IsRefusedAndNothingHappens(string header, string value)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var before = (await nadia.CallAsync("/api/cases?limit=100")).Items.Count;

        var answer = await nadia.SendTextAsync("/api/cases", Opens, "application/json", (header, value));

        (answer.Status, answer["code"]).ShouldBe((403, "cross-origin"));
        (await nadia.CallAsync("/api/cases?limit=100")).Items.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_OfWhatAFormCanSend_IsRefused(string type)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        (await nadia.SendTextAsync("/api/cases", Opens, type)).Status.ShouldBe(415);
    }

    [Fact]
    public async Task Post_FromThisOrigin_IsLetThrough()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var own = host.Address.GetLeftPart(UriPartial.Authority);

        var answer = await nadia.SendTextAsync("/api/cases", Opens, "application/json", ("Origin", own), ("Sec-Fetch-Site", "same-origin"));

        answer.Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"operationId":7}""")]
    [InlineData("""{"operationId":"a","operationId":"b"}""")]
    [InlineData("""{"operationId":"a","expectedRevision":99999999999,"action":"send"}""")]
    [InlineData("""{"operationId":"a","expectedRevision":1,"action":"send","values":[]}""")]
    [InlineData("""{"operationId":"a","expectedRevision":1,"action":"\u0000"}""")]
    [InlineData("""{"operationId":"a","expectedRevision":1,"action":"send","values":{"note":"\ud800"}}""")]
    public async Task Complete_MalformedBody_Is400AsProblem(string body)
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var task = (await nadia.CallAsync("/user-tasks?limit=1")).Items[0]["id"]!;

        var answer = await nadia.SendTextAsync($"/user-tasks/{task}/complete", body);

        (answer.Status, answer.Type).ShouldBe((400, "application/problem+json"));
    }

    [Fact]
    public async Task Complete_TooDeepBody_Is400()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        var deep = new string('[', 200) + new string(']', 200);

        (await nadia.SendTextAsync("/user-tasks/x/complete", "{\"values\":{\"note\":" + deep + "}}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Complete_EmptyBody_NamesEverythingThatIsMissing()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        var answer = await nadia.SendTextAsync("/user-tasks/x/complete", "{}");

        answer.Status.ShouldBe(422);
        answer["detail"].ShouldBe("The body needs operationId, expectedRevision, action.");
    }

    [Fact]
    public async Task Complete_TooLargeBody_Is413()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");

        (await nadia.CallAsync("/user-tasks/x/complete", new { note = new string('x', 2_000_000) })).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Extend_ToTheEndOfTime_IsAnsweredWithoutAFault()
    {
        using var nadia = await host.SignedInAsync("nadia-petrov-lane");
        foreach (var task in (await nadia.CallAsync("/user-tasks?limit=100")).Items)
        {
            var body = new { operationId = Guid.NewGuid().ToString("N"), expectedRevision = (int)task["revision"]!, newDueOn = "9999-12-31", reason = "never" };
            var answer = await nadia.CallAsync($"/user-tasks/{task["id"]}/extend", body);

            answer.Status.ShouldBeInRange(400, 499, answer["detail"]);
        }
    }
}
