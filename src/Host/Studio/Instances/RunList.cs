using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Schema.Rows;

namespace ReviewFlow.Host.Studio.Instances;

/// <summary>The list of runs, filtered as the designer asks.</summary>
internal static class RunList
{
    public static async Task<IResult> ListAsync(HttpContext context, ReviewFlowDbContext db, CancellationToken cancel)
    {
        var asked = await StudioAnswers.BodyAsync(context.Request, cancel);
        var found = Filtered(db, asked);
        var total = await found.CountAsync(cancel);
        var size = Math.Clamp(asked.Number("pageSize") ?? 25, 1, 200);
        var page = await Ordered(found, asked).Skip(Math.Clamp(asked.Number("page") ?? 0, 0, 100_000) * size).Take(size)
            .Select(i => new
            {
                Row = new InstanceRow
                {
                    Id = i.Id,
                    CaseId = i.CaseId,
                    DefinitionId = i.DefinitionId,
                    VersionId = i.VersionId,
                    Title = i.Title,
                    Reference = i.Reference,
                    Area = "",
                    State = Array.Empty<byte>(),
                    Status = i.Status,
                    SubStatus = i.SubStatus,
                    StartedAt = i.StartedAt,
                    StartedBy = "",
                    EndedAt = i.EndedAt,
                },
                Incidents = db.Incidents.Count(f => f.InstanceId == i.Id && f.MendedAt == null),
                Version = db.DefinitionVersions.Where(v => v.Id == i.VersionId).Select(v => v.Version).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return StudioAnswers.Ok(new { items = page.Select(p => RunFace.Summary(p.Row, p.Incidents, p.Version)), totalCount = total });
    }

    private static IQueryable<InstanceRow> Filtered(ReviewFlowDbContext db, JsonObject asked)
    {
        var found = db.Instances.AsNoTracking();
        var definitions = asked.Texts("definitionIds").ToList();
        if (asked.Text("definitionId") is { } one) definitions.Add(one);
        if (definitions.Count > 0) found = found.Where(i => definitions.Contains(i.DefinitionId));
        if (Words<WorkflowStatus>(asked, "status", "statuses") is { Count: > 0 } statuses) found = found.Where(i => statuses.Contains(i.Status));
        if (Words<WorkflowSubStatus>(asked, "subStatus", "subStatuses") is { Count: > 0 } subs) found = found.Where(i => subs.Contains(i.SubStatus));
        if (asked.Flag("hasIncidents") is { } faulty) found = found.Where(i => db.Incidents.Any(f => f.InstanceId == i.Id && f.MendedAt == null) == faulty);
        if (asked.Number("version") is { } version) found = found.Where(i => db.DefinitionVersions.Any(v => v.Id == i.VersionId && v.Version == version));
        if (asked.Text("searchTerm")?.Trim() is { Length: > 0 } words)
        {
            found = found.Where(i => i.Id == words || i.DefinitionId == words || EF.Functions.ILike(i.Title, $"%{Literally(words)}%", "\\") || EF.Functions.ILike(i.Reference!, $"%{Literally(words)}%", "\\"));
        }

        foreach (var filter in (asked["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>().Take(10)) found = InTime(found, filter);
        return found;
    }

    private static List<T> Words<T>(JsonObject asked, string one, string many)
        where T : struct, Enum
    {
        IEnumerable<string> words = asked.Text(one) is { } single ? [single, .. asked.Texts(many)] : asked.Texts(many);
        return [.. words.Where(w => Enum.TryParse<T>(w, ignoreCase: true, out _)).Select(w => Enum.Parse<T>(w, ignoreCase: true))];
    }

    private static IQueryable<InstanceRow> InTime(IQueryable<InstanceRow> found, JsonObject filter)
    {
        if (filter.Text("timestamp") is not { } text || !DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var given)) return found;
        var at = given.ToUniversalTime();
        var ended = filter.Text("column") is "FinishedAt";
        return filter.Text("operator") switch
        {
            "LessThan" or "LessThanOrEqual" => found.Where(i => (ended ? i.EndedAt : i.StartedAt) <= at),
            "GreaterThan" or "GreaterThanOrEqual" => found.Where(i => (ended ? i.EndedAt : i.StartedAt) >= at),
            _ => found,
        };
    }

    private static IOrderedQueryable<InstanceRow> Ordered(IQueryable<InstanceRow> found, JsonObject asked)
    {
        var up = asked.Text("orderDirection") == "Ascending";
        return asked.Text("orderBy") switch
        {
            "Name" => up ? found.OrderBy(i => i.Title).ThenBy(i => i.Id) : found.OrderByDescending(i => i.Title).ThenBy(i => i.Id),
            "Finished" => up ? found.OrderBy(i => i.EndedAt).ThenBy(i => i.Id) : found.OrderByDescending(i => i.EndedAt).ThenBy(i => i.Id),
            _ => up ? found.OrderBy(i => i.StartedAt).ThenBy(i => i.Id) : found.OrderByDescending(i => i.StartedAt).ThenBy(i => i.Id),
        };
    }

    private static string Literally(string words) => words.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
