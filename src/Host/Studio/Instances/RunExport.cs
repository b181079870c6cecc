using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>Runs as files, masked as on the page. They go out and never come back in: a case is made by the engine alone.</summary>
internal static class RunExport
{
    private static readonly JsonSerializerOptions s_indented = new(StudioAnswers.Options) { WriteIndented = true, NewLine = "\n" };

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("bulk-actions/export/workflow-instances", ManyAsync);
        api.MapPost("bulk-actions/import/workflow-instances", () => StudioAnswers.Refused("Runs cannot be brought in from files: every run has its own record, made as it happened."));
    }

    public static async Task<byte[]> FileAsync(Run run, RunReader reader, ReviewFlowDbContext db, CancellationToken cancel)
    {
        var journal = await reader.JournalAsync(run.Row.Id, cancel);
        var face = RunFace.Of(run, journal.Count > 0 ? journal[^1].At : run.Row.StartedAt);
        face["activityExecutionRecords"] = new JsonArray([.. Execution.Of(run, journal).Select(e => (JsonNode)e.Face(run))]);
        face["journal"] = JsonSerializer.SerializeToNode(journal, StudioAnswers.Options);
        return Encoding.UTF8.GetBytes(face.ToJsonString(s_indented));
    }

    private static async Task<IResult> ManyAsync(HttpContext context, RunReader reader, ReviewFlowDbContext db, CancellationToken cancel)
    {
        var ids = (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("ids").Distinct(StringComparer.Ordinal).Take(100);
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in ids)
            {
                if (await reader.ReadAsync(id, context.User.Actor(), cancel) is not { } run) continue;
                await using var file = await zip.CreateEntry($"run-{id}.json").OpenAsync(cancel);
                await file.WriteAsync(await FileAsync(run, reader, db, cancel), cancel);
            }
        }

        return Results.File(packed.ToArray(), "application/zip", "workflow-instances.zip");
    }
}
