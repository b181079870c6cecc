using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>Runs of single activities: badges, lists, one of them.</summary>
internal static class ExecutionReads
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("activity-executions/report", ReportAsync);
        api.MapGet("activity-executions/list", (HttpContext c, RunReader r, CancellationToken cancel) => ListAsync(c, r, (run, e) => e.Face(run), cancel));
        api.MapGet("activity-execution-summaries/list", (HttpContext c, RunReader r, CancellationToken cancel) => ListAsync(c, r, (run, e) => e.Summary(run), cancel));
        api.MapGet("activity-executions/by-id", (string id, HttpContext c, RunReader r, CancellationToken cancel) => OneAsync(id, c, r, (run, e) => e.Face(run), cancel));
        api.MapGet("activity-executions/{id}/call-stack", (string id, HttpContext c, RunReader r, CancellationToken cancel) => OneAsync(
            id, c, r, (run, e) => new JsonObject { ["activityExecutionId"] = e.Id, ["items"] = new JsonArray(e.Face(run)), ["totalCount"] = 1 }, cancel));
    }

    private static async Task<IResult> ReportAsync(HttpContext context, RunReader reader, CancellationToken cancel)
    {
        var body = await StudioAnswers.BodyAsync(context.Request, cancel);
        var wanted = body.Texts("activityNodeIds").ToHashSet(StringComparer.Ordinal);
        if (await reader.ReadAsync(body.Text("workflowInstanceId") ?? "", context.User.Actor(), cancel) is not { } run) return StudioAnswers.Ok(new { stats = Array.Empty<object>() });
        var runs = Execution.Of(run, await reader.JournalAsync(run.Row.Id, cancel));
        return StudioAnswers.Ok(new { stats = runs.Where(r => wanted.Contains(r.NodeId)).GroupBy(r => r.NodeId, StringComparer.Ordinal).Select(g => Execution.Stats([.. g])) });
    }

    private static async Task<IResult> ListAsync(HttpContext context, RunReader reader, Func<Run, Execution, JsonObject> face, CancellationToken cancel)
    {
        var query = context.Request.Query;
        if (await reader.ReadAsync(query["WorkflowInstanceId"].ToString(), context.User.Actor(), cancel) is not { } run) return StudioAnswers.List(Array.Empty<object>());
        var node = query["ActivityNodeId"].ToString();
        var runs = Execution.Of(run, await reader.JournalAsync(run.Row.Id, cancel)).Where(r => node.Length == 0 || r.NodeId == node);
        return StudioAnswers.List(runs.Select(r => face(run, r)).ToList());
    }

    private static async Task<IResult> OneAsync(string id, HttpContext context, RunReader reader, Func<Run, Execution, JsonObject> face, CancellationToken cancel)
    {
        if (await reader.InstanceOfAsync(id, cancel) is not { } instanceId || await reader.ReadAsync(instanceId, context.User.Actor(), cancel) is not { } run) return StudioAnswers.NotFound();
        var one = Execution.Of(run, await reader.JournalAsync(instanceId, cancel)).FirstOrDefault(r => r.Id == id);
        return one is null ? StudioAnswers.NotFound() : StudioAnswers.Ok(face(run, one));
    }
}
