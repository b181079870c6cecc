using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.TimeAway;

/// <summary>Records an absence with its cover: first what comes of it, conflicts among it, then it is saved.</summary>
public sealed class NewModel(CoverDesk desk, OrganisationCache organisations, BusinessClock clock) : AskPage
{
    /// <summary>Name of the field with the cover for one process.</summary>
    public static string CoverField(string area) => $"cover-{area}";

    public Organisation Organisation { get; private set; } = null!;

    public string Me { get; private set; } = "";

    public DateOnly Today { get; private set; }

    /// <summary>Whose absence can be recorded here: one's own first.</summary>
    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    /// <summary>Everybody who could be named as cover.</summary>
    public IReadOnlyList<StaffMember> Colleagues => [.. Organisation.People.Where(p => Organisation.InPost(p.Id, Today)).OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>What would come of it; null until it was asked for.</summary>
    public AbsencePreview? Preview { get; private set; }

    public AbsencePlan? Plan { get; private set; }

    /// <summary>Person chosen before anything was typed.</summary>
    public string? Chosen { get; private set; }

    /// <summary>The absence whose cover is to be changed; null for a new one.</summary>
    public AbsenceDays? Replaces { get; private set; }

    /// <summary>What stands in a field: as it was typed, else as it is.</summary>
    public string? Value(string field) => Typed(field) ?? (Replaces, field) switch
    {
        ({ } days, "from") => Day(days.From < Today ? Today : days.From),
        ({ } days, "to") => Day(days.To),
        _ => null,
    };

    public async Task OnGetAsync(string? person, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        Chosen = People.Any(p => p.Id == person) ? person : Me;
        if (from is { } first && to is { } last) Replaces = new AbsenceDays(first, last);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        Chosen = post.Text("person");
        if (DateOnly.TryParseExact(post.Text("replacesFrom"), "yyyy-MM-dd", out var first) && DateOnly.TryParseExact(post.Text("replacesTo"), "yyyy-MM-dd", out var last)) Replaces = new AbsenceDays(first, last);
        var person = Chosen ?? Me;
        if (People.All(p => p.Id != person)) return Again("Choose somebody whose cover you may set.", "person");
        if (!TypedDate.TryRead(post.Text("from"), out var from)) return Again("Enter the first day away, like 22 6 2026.", "from");
        if (!TypedDate.TryRead(post.Text("to"), out var to)) return Again("Enter the last day away, like 26 6 2026.", "to");
        Plan = new AbsencePlan(person, from, to, post.Text("cover")) { CoverByArea = ByArea(post), Replaces = Replaces };
        if (post.Text("confirmed") != "yes" || post.Text("do") == "look") return await LookAsync(Plan, cancellation);
        var answer = await desk.SaveAsync(post.OperationKey, User.Actor(), Plan, cancellation);
        if (!answer.Allowed) return Again(answer.Refused(), "from");
        TempData["Saved"] = $"Recorded: {Organisation.NameOf(person)} is away {(from == to ? $"on {UkWords.Date(from)}" : $"from {UkWords.Date(from)} to {UkWords.Date(to)}")}.";
        return RedirectToPage("Index");
    }

    private async Task<IActionResult> LookAsync(AbsencePlan plan, CancellationToken cancellation)
    {
        var preview = await desk.PreviewAsync(User.Actor(), plan, cancellation);
        if (!preview.Answer.Allowed) return Again(preview.Answer.Refused(), plan.To < plan.From || plan.To < Today ? "to" : preview.Answer.Message.Contains("cover", StringComparison.Ordinal) ? "cover" : "from");
        Preview = preview;
        return Page();
    }

    private static string Day(DateOnly day) => day.ToString("d M yyyy", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> ByArea(StepPost post) => ProcessCatalog.Areas
        .Select(a => (a.Id, Cover: post.Text(CoverField(a.Id))))
        .Where(a => a.Cover is not null && a.Cover != post.Text("cover"))
        .ToDictionary(a => a.Id, a => a.Cover!, StringComparer.Ordinal);

    private async Task LoadAsync(CancellationToken cancellation)
    {
        (Me, Today) = (User.PersonId(), UkWords.LocalDate(clock.Now()));
        Organisation = await organisations.GetAsync(cancellation);
        People =
        [
            .. Organisation.People.Where(p => p.Id == Me),
            .. CoverRules.PeopleOf(Me, Organisation, Today),
        ];
    }
}
