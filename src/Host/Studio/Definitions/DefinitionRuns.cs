using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Starts a definition from the designer: a case about nobody. A draft is kept as it is first, so that it can run.</summary>
internal static class DefinitionRuns
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("workflow-definitions/{definitionId}/execute", RunAsync);
        api.MapPost("workflow-definitions/{definitionId}/dispatch", RunAsync);
        api.MapPost("tests/activities", () => StudioAnswers.Refused("Single steps cannot be tried. Run the whole process: it is about nobody, and only those asked in it see it.", StatusCodes.Status501NotImplemented));
    }

    private static async Task<IResult> RunAsync(
        string definitionId, HttpContext context, StudioDefinitions all, DefinitionStore store, DefinitionGate gate, CaseTransaction cases, BusinessClock clock, CancellationToken cancel)
    {
        var body = await StudioAnswers.BodyAsync(context.Request, cancel);
        if (await all.FindAsync(definitionId, body.Text("versionOptions") ?? "Latest", cancel) is not { } entry) return StudioAnswers.NotFound();
        var (versionId, by) = (entry.Id, context.User.PersonId());
        if (entry.IsDraft)
        {
            if (await store.DraftAsync(definitionId, cancel) is not { } draft) return StudioAnswers.NotFound();
            var problems = await gate.CheckAsync(draft.Content, cancel);
            if (problems.Any(p => !p.IsWarning)) return StudioAnswers.Problems(problems);
            versionId = await store.SnapshotAsync(draft, by, clock.Now(), cancel);
        }

        try
        {
            var (_, instanceId) = await cases.TryVersionAsync(Guid.CreateVersion7().ToString("N"), versionId, body["input"] as JsonObject, by, cancel);
            context.Response.Headers["x-elsa-workflow-instance-id"] = instanceId;
            context.Response.Headers["x-elsa-workflow-cannot-start"] = "false";
            return StudioAnswers.Ok(new { workflowInstanceId = instanceId });
        }
        catch (StimulusRefusedException refused)
        {
            return StudioAnswers.Refused($"It could not be started: {refused.Message}");
        }
    }
}
