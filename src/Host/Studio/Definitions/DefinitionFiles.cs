using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Definitions as files: one as JSON, several as a zip, and back.</summary>
internal static class DefinitionFiles
{
    private const int MostFiles = 100;

    private static readonly JsonSerializerOptions s_indented = new(StudioAnswers.Options) { WriteIndented = true, NewLine = "\n" };

    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("workflow-definitions");
        definitions.MapPost("import", ImportAsync);
        definitions.MapPost("import-files", ImportFilesAsync);
        definitions.MapGet("{definitionId}/export", ExportAsync);
        api.MapPost("bulk-actions/export/workflow-definitions", ExportManyAsync);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, StudioDefinitions all, CancellationToken cancel)
    {
        var (definitionId, problem) = await ImportOneAsync(await StudioAnswers.BodyAsync(context.Request, cancel), context.User.PersonId(), all, cancel);
        if (definitionId is null) return problem!;
        return StudioAnswers.Ok(await all.FaceAsync((await all.FindAsync(definitionId, "Latest", cancel))!, cancel));
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext context, StudioDefinitions all, CancellationToken cancel)
    {
        if (!context.Request.HasFormContentType) return StudioAnswers.Refused("Send the files as a form.");
        var count = 0;
        try
        {
            var form = await context.Request.ReadFormAsync(cancel);
            foreach (var file in form.Files)
            {
                foreach (var json in await JsonOfAsync(file, cancel))
                {
                    var (definitionId, problem) = await ImportOneAsync(json, context.User.PersonId(), all, cancel);
                    if (definitionId is null) return problem!;
                    count++;
                }
            }
        }
        catch (Exception wrong) when (wrong is InvalidDataException or JsonException or IOException or DecoderFallbackException)
        {
            return StudioAnswers.Refused($"A file cannot be read ({count} were imported before it). It has to be a definition as JSON, or a zip of such files.");
        }

        return StudioAnswers.Ok(new { count });
    }

    private static async Task<(string? DefinitionId, IResult? Problem)> ImportOneAsync(JsonObject json, string author, StudioDefinitions all, CancellationToken cancel)
    {
        // A file replaces whatever there is; what was there stays in the history.
        var (model, problem) = DefinitionModel.Read(json);
        if (model is null) return (null, StudioAnswers.Refused(problem!));
        var (draft, refusal) = await all.SaveAsync(model with { BaseVersionId = null, BaseRevision = null }, author, cancel);
        return draft is null ? (null, refusal) : (draft.DefinitionId, null);
    }

    private static async Task<IReadOnlyList<JsonObject>> JsonOfAsync(IFormFile file, CancellationToken cancel)
    {
        await using var content = file.OpenReadStream();
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return [await ReadAsync(content, cancel)];
        using var zip = new ZipArchive(content, ZipArchiveMode.Read);
        var entries = zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
        if (entries.Count > MostFiles) throw new InvalidDataException("Too many files.");
        var found = new List<JsonObject>();
        foreach (var entry in entries)
        {
            await using var part = await entry.OpenAsync(cancel);
            found.Add(await ReadAsync(part, cancel));
        }

        return found;
    }

    // Bounded by what was unpacked, whatever the zip says of itself.
    private static async Task<JsonObject> ReadAsync(Stream content, CancellationToken cancel)
    {
        var bytes = new byte[DefinitionReader.MaxBytes + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        if (length == bytes.Length) throw new InvalidDataException("Too large.");
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(0, length)).TrimStart('\uFEFF');
        using var checkedText = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 80 });
        if (checkedText.RootElement.ValueKind != JsonValueKind.Object || !Api.ApiDoor.IsStorable(checkedText.RootElement)) throw new InvalidDataException("Not a definition.");
        return DefinitionFace.Parse(text);
    }

    private static async Task<IResult> ExportAsync(string definitionId, string? versionOptions, bool? includeConsumingWorkflows, StudioDefinitions all, DefinitionStore store, CancellationToken cancel)
    {
        var given = await all.AllAsync(cancel);
        if (VersionChoice.Of(versionOptions ?? "Latest", given).Where(e => e.DefinitionId == definitionId).MaxBy(e => e.Version) is not { } entry) return StudioAnswers.NotFound();
        if (includeConsumingWorkflows != true) return Results.File(await FileAsync(entry, store, cancel), "application/json", FileName(entry));
        var users = await DefinitionGraph.ConsumersAsync(definitionId, all, store, cancel);
        return await ZipAsync([entry, .. users], store, cancel);
    }

    private static async Task<IResult> ExportManyAsync(HttpContext context, StudioDefinitions all, DefinitionStore store, CancellationToken cancel)
    {
        var ids = (await StudioAnswers.BodyAsync(context.Request, cancel)).Texts("ids").ToHashSet(StringComparer.Ordinal);
        var entries = (await all.AllAsync(cancel)).Where(e => ids.Contains(e.Id)).Take(MostFiles).ToList();
        return entries.Count == 0 ? StudioAnswers.NotFound() : await ZipAsync(entries, store, cancel);
    }

    private static async Task<IResult> ZipAsync(IReadOnlyList<DefinitionEntry> entries, DefinitionStore store, CancellationToken cancel)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                await using var file = await zip.CreateEntry(FileName(entry)).OpenAsync(cancel);
                await file.WriteAsync(await FileAsync(entry, store, cancel), cancel);
            }
        }

        return Results.File(packed.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    private static async Task<byte[]> FileAsync(DefinitionEntry entry, DefinitionStore store, CancellationToken cancel)
    {
        var json = DefinitionFace.Parse((await store.ContentAsync(entry.Id, cancel))!);
        (json["id"], json["version"], json["isLatest"], json["isPublished"]) = (entry.Id, entry.Version, entry.IsLatest, entry.IsPublished);
        return Encoding.UTF8.GetBytes(json.ToJsonString(s_indented));
    }

    private static string FileName(DefinitionEntry entry) => $"{entry.DefinitionId}-v{entry.Version}.json";
}
