using System.Text.Json.Nodes;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Time;

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

    private static async Task<IResult> SaveAsync(HttpContext context, StudioDefinitions all, CancellationToken cancel)
    {
        var body = await StudioAnswers.BodyAsync(context.Request, cancel);
        if (body["model"] is not JsonObject given) return StudioAnswers.Refused("There is no model to save.");
        var (model, problem) = DefinitionModel.Read(given);
        if (model is null) return StudioAnswers.Refused(problem!);
        var (draft, refusal) = await all.SaveAsync(model, context.User.PersonId(), cancel);
        if (draft is null) return refusal!;
        return body.Flag("publish") == true
            ? await PublishAsync(model.DefinitionId, context, all, cancel)
            : await all.SavedAsync(model.DefinitionId, already: false, cancel);
    }

    private static async Task<IResult> PublishAsync(string definitionId, HttpContext context, StudioDefinitions all, CancellationToken cancel)
    {
        if (await all.PublishAsync(definitionId, context.User.PersonId(), cancel) is not { } result) return StudioAnswers.NotFound();
        return result.Problems.Any(p => !p.IsWarning) ? StudioAnswers.Problems(result.Problems) : await all.SavedAsync(definitionId, result.Already, cancel);
    }

    private static async Task<IResult> RetractAsync(string definitionId, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        await store.RetireAsync(definitionId, clock.Now(), cancel);
        return await all.FindAsync(definitionId, "Latest", cancel) is { } entry ? StudioAnswers.Ok(await all.FaceAsync(entry, cancel)) : StudioAnswers.NotFound();
    }

    private static async Task<IResult> RevertAsync(string definitionId, int version, HttpContext context, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        if (await all.FindAsync(definitionId, version.ToString(System.Globalization.CultureInfo.InvariantCulture), cancel) is not { } old
            || await store.ContentAsync(old.Id, cancel) is not { } content) return StudioAnswers.NotFound();
        var (model, problem) = DefinitionModel.Read(DefinitionFace.Parse(content));
        if (model is null) return StudioAnswers.Refused(problem!);
        await store.SaveDraftAsync(new DraftSave(definitionId, model.Name, model.Content, context.User.PersonId()), clock.Now(), cancel);
        return StudioAnswers.Ok(DefinitionFace.Summary((await all.FindAsync(definitionId, "Latest", cancel))!));
    }

    private static async Task<IResult> DeleteAsync(string definitionId, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        var versions = (await all.AllAsync(cancel)).Where(e => e.DefinitionId == definitionId).ToList();
        if (versions.Count == 0) return StudioAnswers.NotFound();
        if (versions.Sum(v => v.Running) is var running and > 0) return StillRunning(running);
        foreach (var version in versions) await DropAsync(version, store, clock, cancel);
        return Results.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(string versionId, StudioDefinitions all, DefinitionStore store, BusinessClock clock, CancellationToken cancel)
    {
        if ((await all.AllAsync(cancel)).FirstOrDefault(e => e.Id == versionId) is not { } version) return StudioAnswers.NotFound();
        if (version.Running > 0) return StillRunning(version.Running);
        await DropAsync(version, store, clock, cancel);
        return Results.NoContent();
    }

    /// <summary>Takes a version off the lists, or throws the draft away.</summary>
    public static Task DropAsync(DefinitionEntry version, DefinitionStore store, BusinessClock clock, CancellationToken cancel) => version.IsDraft
        ? store.DiscardDraftAsync(version.DefinitionId, cancel: cancel)
        : store.DeleteVersionAsync(version.Id, clock.Now(), cancel);

    public static IResult StillRunning(int running) => StudioAnswers.Refused(
        running == 1 ? "1 case is running on this. Unpublish it instead: nothing new starts then, and the case goes on." : $"{running} cases are running on this. Unpublish it instead: nothing new starts then, and they go on.");
}
