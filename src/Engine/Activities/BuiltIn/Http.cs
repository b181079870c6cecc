using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Waits for a request to a path.</summary>
internal sealed class HttpEndpoint : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        if (context.IsTrigger) return Received(context, context.TriggerPayload);
        var payload = new JsonObject { ["Path"] = context.Text("path") ?? "", ["Methods"] = context.Inputs["supportedMethods"]?.DeepClone() };
        return ActivityStep.Wait([context.NewBookmark("Elsa.HttpEndpoint", payload: payload, autoBurn: true)]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) => Received(context, (stimulus as BookmarkResumed)?.Input);

    private static ActivityStep Received(ActivityContext context, JsonNode? request)
    {
        foreach (var name in (string[])["parsedContent", "routeData", "queryStringData", "headers"]) context.Outputs[name] = request?[name]?.DeepClone();
        context.Outputs["result"] = request?.DeepClone();
        return ActivityStep.Complete();
    }
}

/// <summary>Sends a request through the outbox and waits for the answer.</summary>
internal sealed class SendHttpRequestActivity : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var request = new JsonObject { ["url"] = context.Text("url") ?? throw new InvalidInputException("url", "an address"), ["method"] = context.Text("method") ?? "GET" };
        foreach (var name in (string[])["content", "contentType", "authorization", "requestHeaders"]) request[name] = context.Inputs[name]?.DeepClone();
        var bookmark = context.NewBookmark("Elsa.SendHttpRequest", autoBurn: true);
        return ActivityStep.Wait([bookmark], new SendHttpRequest(context.Key("request"), bookmark.Id, request));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        var answer = (stimulus as BookmarkResumed)?.Input;
        foreach (var name in (string[])["statusCode", "parsedContent", "responseHeaders"]) context.Outputs[name] = answer?[name]?.DeepClone();
        context.Outputs["result"] = answer?["parsedContent"]?.DeepClone();
        return ActivityStep.Complete(Outcomes(context, answer));
    }

    private static IReadOnlyList<string> Outcomes(ActivityContext context, JsonObject? answer)
    {
        if (answer?["failed"] is not null) return [answer["timeout"] is not null ? "Timeout" : "Failed to connect"];
        var expected = Values.List(context.Inputs["expectedStatusCodes"]).Select(e => Values.Text(e is JsonObject known ? known["statusCode"] : e)).OfType<string>().ToList();
        if (expected.Count == 0) return ["Done"];
        var status = Values.Text(answer?["statusCode"]) ?? "";
        return [expected.Contains(status) ? status : "Unmatched status code", "Done"];
    }
}

/// <summary>Answers the request that woke the workflow.</summary>
internal sealed class WriteHttpResponse : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var response = new JsonObject();
        foreach (var name in (string[])["statusCode", "content", "contentType", "responseHeaders"]) response[name] = context.Inputs[name]?.DeepClone();
        context.Outputs["result"] = response;
        return ActivityStep.Complete("Done", new AnswerCall(context.Key("answer"), (JsonObject)response.DeepClone()));
    }
}
