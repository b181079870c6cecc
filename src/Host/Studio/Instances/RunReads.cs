using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>Instances, their journal, variables and incidents.</summary>
internal static class RunReads
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("workflow-instances");
        runs.MapPost("", RunList.ListAsync);
        runs.MapGet("", RunList.ListAsync);
        runs.MapGet("{id}", OneAsync);
        runs.MapGet("{id}/execution-state", StateAsync);
        runs.MapPost("{id}/journal", JournalAsync);
        runs.MapGet("{id}/journal", JournalAsync);
        runs.MapGet("{id}/variables", VariablesAsync);
        runs.MapGet("{id}/export", ExportAsync);
        runs.MapGet("{id}/incidents", IncidentsAsync);
    }

    private static async Task<IResult> OneAsync(string id, HttpContext context, RunReader reader, ReviewFlowDbContext db, CancellationToken cancel) =>
        await reader.ReadAsync(id, context.User.Actor(), cancel) is { } run
            ? StudioAnswers.Ok(RunFace.Of(run, await ChangedAsync(id, db, cancel) ?? run.Row.StartedAt))
            : StudioAnswers.NotFound();

    private static async Task<IResult> StateAsync(string id, ReviewFlowDbContext db, CancellationToken cancel)
    {
        var row = await db.Instances.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.Status, i.SubStatus, i.StartedAt }).FirstOrDefaultAsync(cancel);
        if (row is null) return StudioAnswers.NotFound();
        return StudioAnswers.Ok(new { row.Status, workflowSubStatus = row.SubStatus, updatedAt = await ChangedAsync(id, db, cancel) ?? row.StartedAt });
    }

    private static Task<DateTimeOffset?> ChangedAsync(string id, ReviewFlowDbContext db, CancellationToken cancel) =>
        db.Journal.AsNoTracking().Where(j => j.InstanceId == id).OrderByDescending(j => j.Revision).Select(j => (DateTimeOffset?)j.At).FirstOrDefaultAsync(cancel);

    private static async Task<IResult> JournalAsync(string id, int? skip, int? take, HttpContext context, RunReader reader, CancellationToken cancel)
    {
        if (await reader.ReadAsync(id, context.User.Actor(), cancel) is not { } run) return StudioAnswers.NotFound();
        var filter = (await StudioAnswers.BodyAsync(context.Request, cancel))["filter"] as JsonObject ?? [];
        var lines = (await reader.JournalAsync(id, cancel)).Select(e => Line(run, e)).Where(l => Passes(filter, l)).ToList();
        var page = lines.Skip(Math.Max(skip ?? 0, 0)).Take(Math.Clamp(take ?? 100, 1, 1000));
        return StudioAnswers.Ok(new { items = page, totalCount = lines.Count });
    }

    private static JsonObject Line(Run run, JournalEntry entry)
    {
        var node = run.Definition.Nodes.GetValueOrDefault(entry.NodeId);
        return new JsonObject
        {
            ["id"] = $"{run.Row.Id}#{entry.Sequence}",
            ["activityInstanceId"] = entry.ActivityInstanceId,
            ["parentActivityInstanceId"] = null,
            ["activityId"] = entry.ActivityId,
            ["activityType"] = node?.Type ?? "Elsa.Workflow",
            ["activityTypeVersion"] = node?.Version ?? 1,
            ["activityName"] = node?.Name is { Length: > 0 } name ? name : entry.ActivityId,
            ["nodeId"] = entry.NodeId,
            ["timestamp"] = entry.At,
            ["sequence"] = entry.Sequence,
            ["eventName"] = entry.Event,
            ["message"] = entry.Message,
            ["source"] = node?.Type,
            ["activityState"] = new JsonObject(),
            ["payload"] = null,
        };
    }

    private static bool Passes(JsonObject filter, JsonObject line)
    {
        bool In(string list, string member) => filter.Texts(list) is { Count: > 0 } wanted ? wanted.Contains(line.Text(member), StringComparer.Ordinal) : filter[list] is not JsonArray { Count: > 0 };
        return In("activityIds", "activityId") && In("activityNodeIds", "nodeId") && In("eventNames", "eventName")
            && !filter.Texts("excludedActivityTypes").Contains(line.Text("activityType"), StringComparer.Ordinal);
    }

    private static async Task<IResult> VariablesAsync(string id, HttpContext context, RunReader reader, CancellationToken cancel)
    {
        if (await reader.ReadAsync(id, context.User.Actor(), cancel) is not { } run) return StudioAnswers.NotFound();
        return StudioAnswers.List(run.Definition.Variables.Select(v => new { v.Id, v.Name, value = run.Masked(run.State.Variable(run.Definition, v.Name)) }).ToList());
    }

    private static async Task<IResult> IncidentsAsync(string id, HttpContext context, RunReader reader, CancellationToken cancel)
    {
        if (await reader.ReadAsync(id, context.User.Actor(), cancel) is not { } run) return StudioAnswers.NotFound();
        return StudioAnswers.List(run.Incidents.Select(i => new { i.Id, i.ActivityId, i.ActivityInstanceId, i.ActivityType, i.Message, timestamp = i.At, parked = i.ParkedStimulus is not null }).ToList());
    }

    private static async Task<IResult> ExportAsync(string id, HttpContext context, RunReader reader, ReviewFlowDbContext db, CancellationToken cancel) =>
        await reader.ReadAsync(id, context.User.Actor(), cancel) is { } run
            ? Results.File(await RunExport.FileAsync(run, reader, db, cancel), "application/json", $"run-{id}.json")
            : StudioAnswers.NotFound();
}
