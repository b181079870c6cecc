using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>The same for several definitions at once. Each is done or left by itself; the answer says which.</summary>
internal static class DefinitionBulk
{
    public static void Map(RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("bulk-actions");
        bulk.MapPost("publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("retract/workflow-definitions/by-definition-ids", RetractAsync);
        bulk.MapPost("delete/workflow-definitions/by-definition-id", (HttpContext c, StudioDefinitions a, DesignShelf s, CancellationToken cancel) => DeleteAsync("definitionIds", c, a, s, cancel));
        bulk.MapPost("delete/workflow-definitions/by-id", (HttpContext c, StudioDefinitions a, DesignShelf s, CancellationToken cancel) => DeleteAsync("ids", c, a, s, cancel));
    }

    private static async Task<IResult> PublishAsync(HttpContext context, DesignDesk desk, CancellationToken cancel)
    {
        List<string> published = [], already = [], unknown = [];
        var problems = new List<Engine.Definitions.DefinitionProblem>();
        foreach (var id in (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("definitionIds"))
        {
            if (await desk.PublishAsync(id, context.User.PersonId(), cancel) is not { } result) unknown.Add(id);
            else if (result.Problems.Any(p => !p.IsWarning)) problems.AddRange(result.Problems.Where(p => !p.IsWarning).Select(p => p with { Message = $"{id}: {p.Message}" }));
            else (result.Already ? already : published).Add(id);
        }

        return problems.Count > 0 ? StudioAnswers.Problems(problems) : StudioAnswers.Ok(new { published, alreadyPublished = already, notFound = unknown, updatedConsumers = Array.Empty<string>() });
    }

    private static async Task<IResult> RetractAsync(HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        List<string> retracted = [], already = [], unknown = [];
        var given = await all.AllAsync(cancel);
        foreach (var id in (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("definitionIds"))
        {
            if (!given.Any(e => e.DefinitionId == id)) unknown.Add(id);
            else (await shelf.RetireAsync(id, context.User.PersonId(), cancel) ? retracted : already).Add(id);
        }

        return StudioAnswers.Ok(new { retracted, alreadyRetracted = already, notFound = unknown });
    }

    private static async Task<IResult> DeleteAsync(string member, HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        var ids = (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts(member).ToHashSet(StringComparer.Ordinal);
        var found = (await all.AllAsync(cancel)).Where(e => ids.Contains(member == "ids" ? e.Id : e.DefinitionId)).ToList();
        if (await shelf.DeleteAsync(found, context.User.PersonId(), cancel) is { } refused) return StudioAnswers.Refused(refused);
        return StudioAnswers.Ok(new { deleted = member == "ids" ? found.Count : found.DistinctBy(e => e.DefinitionId).Count() });
    }
}
