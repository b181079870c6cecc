using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>How the Care Inspectorate's grade of a key question went: "2 → 3 → 4", oldest first.</summary>
public sealed record GradeTrend(string Question, IReadOnlyList<string> Grades)
{
    public string Words => string.Join(" → ", Grades);
}

/// <summary>Reads the grades of homes: those that were a trigger, and those with which a conclusion was proposed.</summary>
public static class PlanGrades
{
    private static readonly string[] s_sections = ["trigger", "proposal"];

    /// <summary>Trends by home, key questions in the order of the alphabet; only of cases that the reader may see.</summary>
    /// <param name="db">The database.</param>
    /// <param name="homes">Home of each case.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ILookup<string, GradeTrend>> ReadAsync(ReviewFlowDbContext db, IReadOnlyDictionary<string, string> homes, CancellationToken cancellation)
    {
        var ids = homes.Keys.ToArray();
        var contents = await db.Documents.AsNoTracking().Where(d => s_sections.Contains(d.SectionId))
            .Join(db.Instances.Where(i => ids.Contains(i.CaseId)), d => d.InstanceId, i => i.Id, (d, i) => new { i.CaseId, d.Content }).ToListAsync(cancellation);
        return contents.SelectMany(c => Of((JsonObject)JsonNode.Parse(c.Content)!).Select(g => (Home: homes[c.CaseId], g.Question, g.Grade, g.On)))
            .GroupBy(g => (g.Home, g.Question)).OrderBy(g => g.Key.Question, StringComparer.Ordinal)
            .Select(g => (g.Key.Home, Trend: new GradeTrend(g.Key.Question, [.. g.DistinctBy(r => (r.On, r.Grade)).OrderBy(r => r.On).Select(r => r.Grade)])))
            .ToLookup(g => g.Home, g => g.Trend, StringComparer.Ordinal);
    }

    // A result has one day for all its grades; with a proposal each has its own.
    private static IEnumerable<(string Question, string Grade, DateOnly On)> Of(JsonObject content) =>
        (content["grades"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(g => (Question: g["question"]?.ToString() ?? "", Grade: g["grade"]?.ToString() ?? "", On: Day(g["on"]) ?? Day(content["inspectionDate"]) ?? DateOnly.MinValue))
            .Where(g => g.Question.Length > 0 && g.Grade.Length > 0);

    private static DateOnly? Day(JsonNode? value) => DateOnly.TryParseExact(value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
