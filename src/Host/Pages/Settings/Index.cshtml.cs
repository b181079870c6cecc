using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Settings;

/// <summary>One setting on the page.</summary>
public sealed record SettingField(string Key, string Title, string Hint, string Value, string? Problem = null);

/// <summary>What the organisation sets: its name, whom to ring, the duty team, where its policies stand. For administrators.</summary>
public sealed class IndexModel(ReviewFlowDbContext db, OrganisationCache organisations, Administration administration, BusinessClock clock) : PageModel
{
    private const string RingField = "ring";

    [TempData]
    public string? Said { get; set; }

    public IReadOnlyList<SettingField> Fields { get; private set; } = [];

    /// <summary>Whom to ring, a line each, the first to ring first.</summary>
    public SettingField Ring { get; private set; } = null!;

    public IReadOnlyList<SettingField> Wrong => [.. Fields.Append(Ring).Where(f => f.Problem is not null)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        var now = await organisations.SettingsAsync(cancellation);
        Fields = [.. Known().Select(k => new SettingField(k.Key, k.Title, k.Hint, now.GetValueOrDefault(k.Key, "")))];
        var lines = now.Where(s => s.Key.StartsWith(KnownSettings.Ring, StringComparison.Ordinal)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value);
        Ring = RingOf(string.Join('\n', lines), null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        var posted = await Request.ReadFormAsync(cancellation);
        string Typed(string key) => ((string?)posted[key] ?? "").Trim();
        Fields = [.. Known().Select(k => new SettingField(k.Key, k.Title, k.Hint, Typed(k.Key), KnownSettings.Problem(k.Key, k.Title, Typed(k.Key))))];
        var lines = Typed(RingField).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Ring = RingOf(string.Join('\n', lines), RingProblem(lines));
        if (Wrong.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        await KeepAsync([.. Fields.Select(f => (f.Key, f.Value)), .. lines.Select((l, i) => ($"{KnownSettings.Ring}{(i + 1).ToString(CultureInfo.InvariantCulture)}", l))], cancellation);
        Said = "Saved. Every page shows it within ten seconds.";
        return RedirectToPage();
    }

    private static SettingField RingOf(string value, string? problem) =>
        new(RingField, "Whom to ring in an immediate concern", "One line each, the first to ring first, such as “Police, if somebody is in danger now: 999”.", value, problem);

    private static string? RingProblem(string[] lines) => lines switch
    {
        [] => "Write at least one number to ring: the page for an immediate concern begins with it",
        { Length: > KnownSettings.MostToRing } => $"Write at most {KnownSettings.MostToRing} lines: more are not read in a hurry",
        _ when Array.Find(lines, l => !l.Any(char.IsDigit)) is { } without => $"“{without}” has no number to ring",
        _ when Array.Find(lines, l => l.Length > 200) is not null => "Each line must be 200 characters or fewer",
        _ => null,
    };

    private static IEnumerable<(string Key, string Title, string Hint)> Known() =>
    [
        ("organisation.name", "Name of the organisation", "Stands at the top of every page and of what is printed."),
        ("duty.name", "Duty team", "Who is told when an immediate concern is not acknowledged."),
        ("duty.phone", "Duty team’s telephone", ""),
        ("duty.email", "Duty team’s mail address", "Gets a mail without personal data, day and night."),
        .. ProcessCatalog.Areas.Where(a => a.Definitions.Count > 0).Select(a => (KnownSettings.PolicyKey(a.Id), $"Policy behind {a.Title}", "Address of the document, beginning with https://. Each case of this process links to it.")),
    ];

    private async Task KeepAsync(List<(string Key, string Value)> wanted, CancellationToken cancellation)
    {
        var rows = await db.Settings.ToListAsync(cancellation);
        var changed = new List<string>();
        foreach (var row in rows.Where(r => r.Key.StartsWith(KnownSettings.Ring, StringComparison.Ordinal) && wanted.TrueForAll(w => w.Key != r.Key)))
        {
            db.Settings.Remove(row);
            changed.Add(row.Key);
        }

        foreach (var (key, value) in wanted)
        {
            var row = rows.Find(r => r.Key == key);
            if ((row?.Value ?? "") == value) continue;
            changed.Add(key);
            if (value.Length == 0) db.Settings.Remove(row!);
            else if (row is null) db.Settings.Add(new SettingRow { Key = key, Value = value });
            else row.Value = value;
        }

        if (changed.Count == 0) return;
        db.AccessLog.Add(new AccessLogRow { At = clock.Now(), PersonId = User.PersonId(), Action = "ChangeSettings", Verdict = "Allowed", Detail = string.Join(", ", changed) });
        await db.SaveChangesAsync(cancellation);
        organisations.Forget();
    }
}
