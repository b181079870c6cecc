using ReviewFlow.Persistence.Definitions;

namespace ReviewFlow.Host.Studio.Definitions;

/// <summary>Lists and single definitions.</summary>
internal static class DefinitionReads
{
    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("workflow-definitions");
        definitions.MapGet("", ListAsync);
        definitions.MapGet("by-definition-id/{definitionId}", ByDefinitionIdAsync);
        definitions.MapGet("by-id/{versionId}", async (string versionId, StudioDefinitions all, CancellationToken cancel) =>
            await all.FaceAsync(versionId, cancel) is { } face ? StudioAnswers.Ok(face) : StudioAnswers.NotFound());
        definitions.MapGet("many-by-id", ManyAsync);
        definitions.MapGet("validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("query/count", async (StudioDefinitions all, CancellationToken cancel) =>
            StudioAnswers.Ok(new { count = (await all.AllAsync(cancel)).Count(e => e.IsLatest) }));
    }

    private static async Task<IResult> ListAsync(HttpRequest request, StudioDefinitions all, CancellationToken cancel)
    {
        var query = DefinitionQuery.Of(request.Query);
        var found = query.Apply(await all.AllAsync(cancel)).ToList();
        var page = query.Page(found).Select(DefinitionFace.Summary);
        return StudioAnswers.Ok(new { items = page, totalCount = found.Count, links = StudioLinks.OfList });
    }

    private static async Task<IResult> ByDefinitionIdAsync(string definitionId, string? versionOptions, StudioDefinitions all, CancellationToken cancel) =>
        await all.FindAsync(definitionId, versionOptions ?? "Latest", cancel) is { } entry && await all.FaceAsync(entry, cancel) is { } face
            ? StudioAnswers.Ok(face)
            : StudioAnswers.NotFound();

    private static async Task<IResult> ManyAsync(HttpRequest request, StudioDefinitions all, CancellationToken cancel)
    {
        var faces = new List<object>();
        foreach (var id in request.Query["ids"].OfType<string>().Distinct(StringComparer.Ordinal).Take(100))
        {
            if (await all.FaceAsync(id, cancel) is { } face) faces.Add(face);
        }

        return StudioAnswers.List(faces);
    }

    private static async Task<IResult> IsNameUniqueAsync(string? name, string? definitionId, StudioDefinitions all, CancellationToken cancel)
    {
        var taken = (await all.AllAsync(cancel)).Any(e => e.IsLatest && e.DefinitionId != definitionId && string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        return StudioAnswers.Ok(new { isUnique = !taken });
    }
}

/// <summary>What a list of definitions was asked for.</summary>
internal sealed record DefinitionQuery
{
    private string? _versions;
    private string? _search;
    private HashSet<string> _definitionIds = [];
    private HashSet<string> _ids = [];
    private string _orderBy = "";
    private bool _descending;
    private int _page;
    private int _size;

    public static DefinitionQuery Of(IQueryCollection query) => new()
    {
        _versions = query["versionOptions"],
        _search = query["SearchTerm"],
        _definitionIds = [.. query["DefinitionIds"].OfType<string>()],
        _ids = [.. query["Ids"].OfType<string>()],
        _orderBy = query["OrderBy"].ToString(),
        _descending = query["OrderDirection"] == "Descending",
        _page = int.TryParse(query["Page"], System.Globalization.CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 0, 100_000) : 0,
        _size = int.TryParse(query["PageSize"], System.Globalization.CultureInfo.InvariantCulture, out var size) ? Math.Clamp(size, 1, 1000) : 0,
    };

    public IEnumerable<DefinitionEntry> Apply(IEnumerable<DefinitionEntry> all)
    {
        var found = VersionChoice.Of(_versions, all)
            .Where(e => _definitionIds.Count == 0 || _definitionIds.Contains(e.DefinitionId))
            .Where(e => _ids.Count == 0 || _ids.Contains(e.Id))
            .Where(e => string.IsNullOrWhiteSpace(_search) || Matches(e, _search.Trim()));
        var ordered = _orderBy switch
        {
            "Name" => found.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase),
            "Version" => found.OrderBy(e => e.Version),
            _ => found.OrderBy(e => e.At).ThenBy(e => e.Version),
        };
        return _descending ? ordered.Reverse() : ordered;
    }

    public IEnumerable<DefinitionEntry> Page(IReadOnlyList<DefinitionEntry> found) => _size == 0 ? found : found.Skip(_page * _size).Take(_size);

    private static bool Matches(DefinitionEntry entry, string words) =>
        entry.Name.Contains(words, StringComparison.OrdinalIgnoreCase) || entry.Description.Contains(words, StringComparison.OrdinalIgnoreCase)
        || entry.DefinitionId == words || entry.Id == words;
}
