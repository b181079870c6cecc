using System.Text.Json.Nodes;
using ReviewFlow.Host.Studio.Palette;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Definitions as the designer sees them: every published version, and on top the draft.</summary>
public sealed class StudioDefinitions(DefinitionStore store, PaletteReader palette, OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>All that is not deleted.</summary>
    public async Task<IReadOnlyList<DefinitionEntry>> AllAsync(CancellationToken cancel) => await store.EntriesAsync(cancel);

    /// <summary>The version of a definition that the words mean; null when there is none.</summary>
    public async Task<DefinitionEntry?> FindAsync(string definitionId, string? versionOptions, CancellationToken cancel) =>
        VersionChoice.Of(versionOptions, await AllAsync(cancel)).Where(e => e.DefinitionId == definitionId).MaxBy(e => e.Version);

    /// <summary>The whole definition; null when it is gone.</summary>
    public async Task<JsonObject?> FaceAsync(DefinitionEntry entry, CancellationToken cancel) =>
        await store.ContentAsync(entry.Id, cancel) is { } content ? await FaceAsync(content, entry, cancel) : null;

    /// <summary>A version by id. One that was deleted or only tried is still there for the runs on it.</summary>
    public async Task<JsonObject?> FaceAsync(string versionId, CancellationToken cancel)
    {
        if ((await AllAsync(cancel)).FirstOrDefault(e => e.Id == versionId) is { } entry) return await FaceAsync(entry, cancel);
        if (await store.ContentAsync(versionId, cancel) is not { } content) return null;
        var json = DefinitionFace.Parse(content);
        var gone = new DefinitionEntry
        {
            Id = versionId,
            DefinitionId = json.Text("definitionId") ?? versionId,
            Version = json.Number("version") ?? 1,
            Name = json.Text("name") ?? "",
            At = clock.Now(),
            By = "",
        };
        return await FaceAsync(content, gone, cancel);
    }

    private async Task<JsonObject> FaceAsync(string content, DefinitionEntry entry, CancellationToken cancel) =>
        DefinitionFace.Of(content, entry, await store.OutermostAsync(content, cancel), (await palette.ReadAsync(cancel)).Types);

    /// <summary>Keeps what was sent as the draft.</summary>
    internal async Task<(DefinitionDraft? Draft, IResult? Refusal)> SaveAsync(DefinitionModel model, string author, CancellationToken cancel)
    {
        var save = new DraftSave(model.DefinitionId, model.Name, model.Content, author, model.BaseVersionId, model.BaseRevision);
        var saved = await store.SaveDraftAsync(save, clock.Now(), cancel);
        if (saved.Draft is { } draft) return (draft, null);
        var who = saved.ChangedBy is { } by ? (await organisations.GetAsync(cancel)).NameOf(by) : "Somebody else";
        var when = saved.ChangedAt is { } at ? $" on {UkWords.Moment(at)}" : "";
        return (null, StudioAnswers.Refused($"{who} changed this process{when}. What you did since was not saved. Load the page again to see theirs; nothing of theirs was lost."));
    }

    /// <summary>The answer to a save or a publication.</summary>
    internal async Task<IResult> SavedAsync(string definitionId, bool already, CancellationToken cancel)
    {
        var entry = await FindAsync(definitionId, "Latest", cancel);
        var face = entry is null ? null : await FaceAsync(entry, cancel);
        return StudioAnswers.Ok(new { workflowDefinition = face, alreadyPublished = already, consumingWorkflowCount = 0 });
    }
}

/// <summary>Elsa's words for which versions are meant.</summary>
internal static class VersionChoice
{
    public static IEnumerable<DefinitionEntry> Of(string? words, IEnumerable<DefinitionEntry> all) => words switch
    {
        null or "" or "AllVersions" => all,
        "Latest" => all.Where(e => e.IsLatest),
        "Published" => all.Where(e => e.IsPublished),
        "Draft" => all.Where(e => e.IsDraft),
        "LatestOrPublished" or "LatestAndPublished" => all.Where(e => e.IsLatest || e.IsPublished),
        _ when int.TryParse(words, System.Globalization.CultureInfo.InvariantCulture, out var number) => all.Where(e => e.Version == number),
        _ => [],
    };
}
