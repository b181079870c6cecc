using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>A definition as it came from the designer or a file, made ready to be kept.</summary>
/// <param name="DefinitionId">Its id; a new one when it had none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">JSON to keep: without what belongs to one version or to the designer.</param>
/// <param name="BaseVersionId">Version or draft that was edited; null for a new one.</param>
/// <param name="BaseRevision">Revision that was edited.</param>
internal sealed partial record DefinitionModel(string DefinitionId, string Name, string Content, string? BaseVersionId, int? BaseRevision)
{
    private static readonly string[] s_ofVersion =
    [
        "id", "version", "isLatest", "isPublished", "isReadonly", "isSystem", "links", "createdAt", "materializerName", "materializerContext",
        "isMaterializerAvailable", "providerName", "tenantId", "sourceFormat",
    ];

    /// <summary>Reads it, or says what is wrong with it.</summary>
    public static (DefinitionModel? Model, string? Problem) Read(JsonObject given)
    {
        var json = (JsonObject)given.DeepClone();
        var definitionId = json.Text("definitionId") ?? NewId();
        if (!Identity().IsMatch(definitionId)) return (null, "An id has letters, digits, dots, hyphens and underscores, 100 at most.");
        if (json["root"] is not JsonObject root) return (null, "The definition has no root activity.");
        var name = json.Text("name") ?? "Untitled process";
        if (name.Length > 200) return (null, "A name has 200 characters at most.");
        var (versionId, revision) = (json.Text("id"), (json["customProperties"] as JsonObject)?.Number(DefinitionFace.Revision));
        try
        {
            UnknownActivities.Restore(root);
        }
        catch (JsonException)
        {
            return (null, "A step that stands for an unknown one has lost what it stands for. Load the page again.");
        }

        Tidy(json, definitionId, name);
        var content = json.ToJsonString(new JsonSerializerOptions(StudioAnswers.Options));
        var read = DefinitionReader.Read(content);
        return read.Problems.Count > 0
            ? (null, $"{read.Problems[0].Path}: {read.Problems[0].Message}")
            : (new DefinitionModel(definitionId, name, content, versionId, revision), null);
    }

    private static void Tidy(JsonObject json, string definitionId, string name)
    {
        foreach (var member in s_ofVersion) json.Remove(member);
        (json["customProperties"] as JsonObject)?.Remove(DefinitionFace.Revision);
        json["definitionId"] = definitionId;
        json["name"] = name;
        foreach (var list in (string[])["variables", "inputs", "outputs", "outcomes"])
        {
            if (json[list] is not JsonArray) json[list] = new JsonArray();
        }

        foreach (var part in (string[])["customProperties", "options"])
        {
            if (json[part] is not JsonObject) json[part] = new JsonObject();
        }

        DefinitionOptions.Tidy((JsonObject)json["options"]!);
    }

    private static string NewId() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Identity();
}
