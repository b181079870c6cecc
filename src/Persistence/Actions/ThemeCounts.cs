using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Actions;

/// <summary>How often a theme has come up, over all processes: counts without names, of what a person may see.</summary>
public sealed class ThemeCounts(ReviewFlowDbContext db, OrganisationCache organisation, DefinitionStore definitions, BusinessClock clock)
{
    /// <summary>
    /// A sentence for each theme of a case that came up before it: "Medication handover: this is the 4th internal
    /// management review with it". Cases are counted in the order in which they were opened.
    /// </summary>
    public async Task<IReadOnlyList<string>> OfCaseAsync(Actor actor, string caseId, CancellationToken cancel = default)
    {
        var today = UkWords.LocalDate(clock.Now());
        var visible = db.CasesVisibleTo(Access.VisibleTo(await organisation.GetAsync(cancel), actor, today), today).Where(c => c.Status != CaseStatus.Voided);
        if (await visible.FirstOrDefaultAsync(c => c.Id == caseId, cancel) is not { } here) return [];
        var lists = await definitions.ListsAsync(cancel);
        var own = (await db.CaseThemes.Where(t => t.CaseId == caseId).Select(t => t.Theme).Distinct().ToListAsync(cancel)).Select(lists.ThemeOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // A category that stands for a theme counts as the theme, wherever it was chosen.
        var keys = own.SelectMany(lists.KeysOf).ToArray();
        var before = await db.CaseThemes.Where(t => keys.Contains(t.Theme)).Select(t => new { t.Theme, t.CaseId }).Distinct()
            .Join(visible.Where(c => c.OpenedAt < here.OpenedAt), t => t.CaseId, c => c.Id, (t, c) => new { t.Theme, c.Id, c.Area }).ToListAsync(cancel);
        return
        [
            .. before.Select(b => (Theme: lists.ThemeOf(b.Theme)!, b.Id, b.Area)).Distinct().GroupBy(b => b.Theme, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                var same = g.Count(b => b.Area == here.Area);
                var other = g.Count() - same;
                var words = $"{lists.Words(ValueLists.Themes, g.Key)}: this is the {Ordinal(same + 1)} {here.Title.ToLowerInvariant()} with it";
                return other == 0 ? words : $"{words}; it also came up in {UkWords.Count(other, "other case")}";
            }),
        ];
    }

    /// <summary>"4th".</summary>
    public static string Ordinal(int number) => (number % 100) is >= 11 and <= 13
        ? $"{number}th"
        : (number % 10) switch { 1 => $"{number}st", 2 => $"{number}nd", 3 => $"{number}rd", _ => $"{number}th" };
}
