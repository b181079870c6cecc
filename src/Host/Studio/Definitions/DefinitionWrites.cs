using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Saving, publishing, taking out of use, deleting.</summary>
internal static class DefinitionWrites
{
    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("workflow-definitions");
        definitions.MapPost("", SaveAsync);
        definitions.MapPost("{definitionId}/publish", PublishAsync);
        definitions.MapPost("{definitionId}/retract", RetractAsync);
        definitions.MapPost("{definitionId}/revert/{version:int}", RevertAsync);
        definitions.MapDelete("{definitionId}", DeleteAsync);
        api.MapDelete("workflow-definition-versions/{versionId}", DeleteVersionAsync);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, StudioDefinitions all, DesignDesk desk, CancellationToken cancel)
    {
        var body = await StudioAnswers.BodyAsync(context.Request, cancel);
        if (body["model"] is not JsonObject given) return StudioAnswers.Refused("There is no model to save.");
        var (model, problem) = DefinitionModel.Read(given);
        if (model is null) return StudioAnswers.Refused(problem!);
        var (draft, refusal) = await all.SaveAsync(model, context.User.PersonId(), cancel);
        if (draft is null) return refusal!;
        return body.Flag("publish") == true
            ? await PublishAsync(model.DefinitionId, context, all, desk, cancel)
            : await all.SavedAsync(model.DefinitionId, already: false, cancel);
    }

    private static async Task<IResult> PublishAsync(string definitionId, HttpContext context, StudioDefinitions all, DesignDesk desk, CancellationToken cancel)
    {
        if (await desk.PublishAsync(definitionId, context.User.PersonId(), cancel) is not { } result) return StudioAnswers.NotFound();
        return result.Problems.Any(p => !p.IsWarning) ? StudioAnswers.Problems(result.Problems) : await all.SavedAsync(definitionId, result.Already, cancel);
    }

    private static async Task<IResult> RetractAsync(string definitionId, HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        await shelf.RetireAsync(definitionId, context.User.PersonId(), cancel);
        return await all.FindAsync(definitionId, "Latest", cancel) is { } entry ? StudioAnswers.Ok(await all.FaceAsync(entry, cancel)) : StudioAnswers.NotFound();
    }

    private static async Task<IResult> RevertAsync(string definitionId, int version, HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        if (await all.FindAsync(definitionId, version.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel) is not { IsDraft: false } old) return StudioAnswers.NotFound();
        if (!await shelf.RevertAsync(old, context.User.PersonId(), cancel)) return StudioAnswers.NotFound();
        return StudioAnswers.Ok(DefinitionFace.Summary((await all.FindAsync(definitionId, "Latest", cancel))!));
    }

    private static async Task<IResult> DeleteAsync(string definitionId, HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        var versions = (await all.AllAsync(cancel)).Where(e => e.DefinitionId == definitionId).ToList();
        if (versions.Count == 0) return StudioAnswers.NotFound();
        return await shelf.DeleteAsync(versions, context.User.PersonId(), cancel) is { } refused ? StudioAnswers.Refused(refused) : Results.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(string versionId, HttpContext context, StudioDefinitions all, DesignShelf shelf, CancellationToken cancel)
    {
        if ((await all.AllAsync(cancel)).FirstOrDefault(e => e.Id == versionId) is not { } version) return StudioAnswers.NotFound();
        return await shelf.DeleteAsync([version], context.User.PersonId(), cancel) is { } refused ? StudioAnswers.Refused(refused) : Results.NoContent();
    }
}
