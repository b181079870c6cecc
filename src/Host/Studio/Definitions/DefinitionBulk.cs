using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>The same for several definitions at once. Each is done or left by itself; the answer says which.</summary>
internal static class DefinitionBulk
{
    public static void Map(RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("bulk-actions");
        bulk.MapPost("publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("retract/workflow-definitions/by-definition-ids", RetractAsync);
        bulk.MapPost("delete/workflow-definitions/by-definition-id", (HttpContext c, StudioDefinitions a, DefinitionStore s, BusinessClock t, CancellationToken cancel) => DeleteAsync("definitionIds", c, a, s, t, cancel));
        bulk.MapPost("delete/workflow-definitions/by-id", (HttpContext c, StudioDefinitions a, DefinitionStore s, BusinessClock t, CancellationToken cancel) => DeleteAsync("ids", c, a, s, t, cancel));
    }

    private static async Task<IResult> PublishAsync(HttpContext context, StudioDefinitions all, CancellationToken cancel)
    {
        List<string> published = [], already = [], unknown = [];
        var problems = new List<Engine.Definitions.DefinitionProblem>();
        foreach (var id in (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("definitionIds"))
        {
            if (await all.PublishAsync(id, context.User.PersonId(), cancel) is not { } result) unknown.Add(id);
            else if (result.Problems.Any(p => !p.IsWarning)) problems.AddRange(result.Problems.Where(p => !p.IsWarning).Select(p => p with { Message = $"{id}: {p.Message}" }));
            else (result.Already ? already : published).Add(id);
        }

        return problems.Count > 0 ? StudioAnswers.Problems(problems) : StudioAnswers.Ok(new { published, alreadyPublished = already, notFound = unknown, updatedConsumers = Array.Empty<string>() });
    }

    private static async Task<IResult> RetractAsync(HttpContext context, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        List<string> retracted = [], already = [], unknown = [];
        var given = await all.AllAsync(cancel);
        foreach (var id in (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("definitionIds"))
        {
            if (!given.Any(e => e.DefinitionId == id)) unknown.Add(id);
            else (await store.RetireAsync(id, clock.Now(), cancel) ? retracted : already).Add(id);
        }

        return StudioAnswers.Ok(new { retracted, alreadyRetracted = already, notFound = unknown });
    }

    private static async Task<IResult> DeleteAsync(string member, HttpContext context, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        var ids = (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts(member).ToHashSet(StringComparer.Ordinal);
        var found = (await all.AllAsync(cancel)).Where(e => ids.Contains(member == "ids" ? e.Id : e.DefinitionId)).ToList();
        if (found.Sum(e => e.Running) is var running and > 0) return DefinitionWrites.StillRunning(running);
        foreach (var entry in found) await DefinitionWrites.DropAsync(entry, store, clock, cancel);
        return StudioAnswers.Ok(new { deleted = member == "ids" ? found.Count : found.DistinctBy(e => e.DefinitionId).Count() });
    }
}
