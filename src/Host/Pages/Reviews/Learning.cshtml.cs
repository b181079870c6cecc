using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Host.Pages.Shared;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.Reviews;

/// <summary>What was learned from closed reviews, for everybody: no reference, no person, no names.</summary>
public sealed class LearningModel(ReviewFlowDbContext db, OrganisationCache organisations, DefinitionStore definitions, PageArea page) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    public IReadOnlyList<Lesson> Lessons { get; private set; } = [];

    public IReadOnlyList<(string Theme, int Count)> Themes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        page.Id = ProcessCatalog.ManagementReviews;
        var organisation = await organisations.GetAsync(cancellation);
        var closed = await db.Cases.AsNoTracking().Where(c => c.Area == ProcessCatalog.ManagementReviews && c.Stage == "Closed" && c.Status != CaseStatus.Voided)
            .Join(db.Subjects, c => c.SubjectId, s => s.Id, (c, s) => new { c.Id, c.Fields, s.Name }).ToListAsync(cancellation);
        var ids = closed.Select(c => c.Id).ToArray();
        var sections = (await db.Documents.AsNoTracking().Where(d => ids.Contains(d.CaseId) && (d.SectionId == "themes" || d.SectionId == "service" || d.SectionId == "people")).ToListAsync(cancellation)).ToLookup(d => d.CaseId);
        var lists = await definitions.ListsAsync(cancellation);
        var all = new List<Lesson>();
        foreach (var review in closed)
        {
            JsonObject Of(string section) => sections[review.Id].FirstOrDefault(d => d.SectionId == section) is { } row ? (JsonObject)JsonNode.Parse(row.Content)! : [];
            var names = new Redaction(organisation, review.Name, [Of("service")["serviceName"]?.ToString() ?? "", Of("service")["manager"]?.ToString() ?? "", .. TableRows.Of(Of("people"), "people").Select(p => p["name"]?.ToString() ?? "")]);
            var form = Of("themes");
            all.Add(new Lesson(
                Month(JsonNode.Parse(review.Fields)?["learningShared"]?.ToString()),
                Of("service")["serviceType"]?.ToString() ?? "",
                [.. (form["themes"] as JsonArray ?? []).Select(t => lists.ThemeWords(t?.ToString() ?? ""))],
                [.. TableRows.Of(form, "learningPoints").Select(r => new Point(names.Of(r["learning"]?.ToString() ?? ""), names.Of(r["audience"]?.ToString() ?? ""), names.Of(r["how"]?.ToString() ?? "")))],
                form["goodPractice"]?.ToString() is { Length: > 0 } good ? names.Of(good) : null));
        }

        Themes = [.. all.SelectMany(l => l.Themes).GroupBy(t => t, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(t => t.Item2).ThenBy(t => t.Key, StringComparer.Ordinal)];
        Lessons = [.. all.Where(l => string.IsNullOrEmpty(Theme) || l.Themes.Contains(Theme)).OrderByDescending(l => l.Shared, StringComparer.Ordinal)];
    }

    // The day would say which review it was.
    private static string Month(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("yyyy-MM", CultureInfo.InvariantCulture) : "";

    /// <summary>What one review taught.</summary>
    public sealed record Lesson(string Shared, string Service, IReadOnlyList<string> Themes, IReadOnlyList<Point> Points, string? GoodPractice)
    {
        public string When => DateOnly.TryParseExact(Shared, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("MMMM yyyy", CultureInfo.InvariantCulture) : "";
    }

    public sealed record Point(string Learning, string Audience, string How);
}
