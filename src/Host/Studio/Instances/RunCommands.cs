using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>Cancelling, retrying. Each is a command of the case with its own decision; being a designer is not enough.</summary>
internal static class RunCommands
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("cancel/workflow-instances/{id}", async (string id, HttpContext context, CaseTransaction cases, CancellationToken cancel) => Answer(await CancelAsync(id, context, cases, cancel)));
        api.MapPost("bulk-actions/cancel/workflow-instances", CancelManyAsync);
        api.MapDelete("workflow-instances/{id}", Kept);
        api.MapPost("bulk-actions/delete/workflow-instances/by-id", Kept);
        api.MapPost("workflow-instances/{id}/variables", () => StudioAnswers.Refused("Variables of a run are changed by its steps alone, so that its journal tells the truth. Change the process, or mend the failed step."));
        api.MapPost("alterations/workflows/retry", RetryAsync);
        api.MapPost("tasks/{taskId}/complete", CompleteTaskAsync);
    }

    private static async Task<IResult> CompleteTaskAsync(string taskId, HttpContext context, CaseTransaction cases, CancellationToken cancel)
    {
        var result = (await StudioAnswers.BodyAsync(context.Request, cancel))["result"];
        return Answer(await cases.ApplyAsync(
            new CompleteBackgroundTask(Guid.CreateVersion7().ToString("N"), context.User.Actor(), taskId, result, "Completed in the designer."), cancel));
    }

    private static IResult Kept() => StudioAnswers.Refused("Runs are records and are kept. Cancel the run instead.");

    private static Task<CaseOutcome> CancelAsync(string id, HttpContext context, CaseTransaction cases, CancellationToken cancel) =>
        cases.ApplyAsync(new VoidInstance(Guid.CreateVersion7().ToString("N"), context.User.Actor(), id, "Cancelled in the designer."), cancel);

    private static async Task<IResult> CancelManyAsync(HttpContext context, ReviewFlowDbContext db, CaseTransaction cases, CancellationToken cancel)
    {
        var asked = await StudioAnswers.BodyAsync(context.Request, cancel);
        var ids = asked.Texts("ids").ToList();
        if (asked.Text("definitionVersionId") is { } version) ids.AddRange(await db.Instances.Where(i => i.VersionId == version && i.Status == WorkflowStatus.Running).Select(i => i.Id).Take(1000).ToListAsync(cancel));
        if (asked.Text("definitionId") is { } definition) ids.AddRange(await db.Instances.Where(i => i.DefinitionId == definition && i.Status == WorkflowStatus.Running).Select(i => i.Id).Take(1000).ToListAsync(cancel));
        var (cancelled, refused) = (0, new List<string>());
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await CancelAsync(id, context, cases, cancel) is CaseOutcome.Refused no) refused.Add(no.Message);
            else cancelled++;
        }

        return cancelled == 0 && refused.Count > 0 ? StudioAnswers.Refused(refused[0]) : StudioAnswers.Ok(new { cancelled, refused = refused.Count });
    }

    private static async Task<IResult> RetryAsync(HttpContext context, ReviewFlowDbContext db, CaseTransaction cases, CancellationToken cancel)
    {
        var asked = await StudioAnswers.BodyAsync(context.Request, cancel);
        var (instances, activities) = (asked.Texts("workflowInstanceIds"), asked.Texts("activityIds"));
        var incidents = await db.Incidents.AsNoTracking()
            .Where(i => instances.Contains(i.InstanceId) && i.MendedAt == null && (activities.Count == 0 || activities.Contains(i.ActivityId!))).OrderBy(i => i.At).ToListAsync(cancel);
        if (incidents.Count == 0) return StudioAnswers.Refused("There is nothing to retry: no step of this run has failed.");
        var results = new List<object>();
        foreach (var incident in incidents)
        {
            var outcome = await cases.ApplyAsync(
                new MendIncident(Guid.CreateVersion7().ToString("N"), context.User.Actor(), incident.Id, IncidentRemedy.Retry, null, "Retried in the designer."), cancel);
            if (outcome is CaseOutcome.Refused refused) return Answer(refused);
            results.Add(new { workflowInstanceId = incident.InstanceId, isSuccessful = true });
        }

        return StudioAnswers.Ok(new { results });
    }

    private static IResult Answer(CaseOutcome outcome) => outcome is CaseOutcome.Refused refused
        ? StudioAnswers.Refused(refused.Message, refused.Kind is RefusalKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest)
        : StudioAnswers.Ok(new { });
}
