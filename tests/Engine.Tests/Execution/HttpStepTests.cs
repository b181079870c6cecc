using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>Requests to other systems: what is asked of the world, and where the answer leads.</summary>
public sealed class HttpStepTests
{
    [Fact]
    public void SendHttpRequest_Start_AsksOnceAndWaits()
    {
        var runner = Steps.Runner(Steps.File(Request("SendHttpRequest")));

        var instance = runner.Start("test");

        var asked = runner.Effects.Select(e => e.Effect).OfType<SendHttpRequest>().ShouldHaveSingleItem();
        asked.Request["url"]!.ToString().ShouldBe("https://records.example.org/people/7");
        asked.BookmarkId.ShouldBe(instance.State.Bookmarks.Single().Id);
    }

    [Theory]
    [InlineData("""{"statusCode":200}""", "ok")]
    [InlineData("""{"statusCode":500}""", "unmatched")]
    [InlineData("""{"failed":true}""", "failed")]
    [InlineData("""{"failed":true,"timeout":true}""", "late")]
    public void SendHttpRequest_Answer_RunsWhatHangsOnIt(string answer, string line)
    {
        var inside = $$"""
            "expectedStatusCodes":[{"statusCode":200,"activity":{{Steps.Line("ok")}} }],"unmatchedStatusCode":{{Steps.Line("unmatched")}},"failedToConnect":{{Steps.Line("failed")}},"timeout":{{Steps.Line("late")}}
            """;
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Request("SendHttpRequest", inside), Steps.Line("end"))));
        var instance = runner.Start("test");

        runner.Resume(instance.InstanceId, instance.BookmarkOf("H"), (JsonObject)JsonNode.Parse(answer)!);

        runner.Lines.ShouldBe([line, "end"]);
        instance.State.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("""{"statusCode":201,"parsedContent":{"id":4}}""", "created")]
    [InlineData("""{"statusCode":404}""", "unmatched")]
    [InlineData("""{"failed":true}""", "failed")]
    public void FlowSendHttpRequest_Answer_IsAnOutcome(string answer, string line)
    {
        var flow = Steps.Flow(
            [Request("FlowSendHttpRequest", Steps.Input("expectedStatusCodes", "[201]")), Steps.Line("created"), Steps.Line("unmatched"), Steps.Line("failed")],
            [Steps.Go("H", "created", "201"), Steps.Go("H", "unmatched", "Unmatched status code"), Steps.Go("H", "failed", "Failed to connect")]);
        var runner = Steps.Runner(Steps.File(flow));
        var instance = runner.Start("test");

        runner.Resume(instance.InstanceId, instance.BookmarkOf("H"), (JsonObject)JsonNode.Parse(answer)!);

        runner.Lines.ShouldBe([line]);
    }

    [Fact]
    public void SetOutput_ThatNobodyDeclares_IsIgnored()
    {
        string Set(string name) => Steps.Step(name, "SetOutput", Steps.Input("outputName", $"\"{name}\""), Steps.Input("outputValue", "1"));
        var runner = Steps.Runner(Steps.File(Steps.Sequence("S", Set("Known"), Set("Unknown")), more: ",\"outputs\":[{\"name\":\"Known\",\"type\":\"Int32\"}]"));

        runner.Start("test").State.Output.Select(o => o.Key).ShouldBe(["Known"]);
    }

    private static string Request(string type, params string[] members) =>
        Steps.Step("H", type, [Steps.Input("url", "\"https://records.example.org/people/7\""), Steps.Input("method", "\"GET\""), .. members]);
}
