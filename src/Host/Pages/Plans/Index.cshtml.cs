using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>All improvement plans that a person may see, and where one is begun.</summary>
public sealed class IndexModel(PlanList list, OrganisationCache organisations, CaseTransaction cases, BusinessClock clock) : AskPage
{
    /// <summary><c>open</c>, <c>closed</c> or <c>all</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    public IReadOnlyList<PlanRow> All { get; private set; } = [];

    public IReadOnlyList<PlanRow> Rows => [.. All.Where(r => Show switch { "closed" => !r.Open, "all" => true, _ => r.Open })];

    /// <summary>Homes for which a trigger can be recorded.</summary>
    public IReadOnlyList<SubjectRow> ForTriggers { get; private set; } = [];

    /// <summary>Homes whose own plan can be begun.</summary>
    public IReadOnlyList<SubjectRow> ForOwn { get; private set; } = [];

    public string AsAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return Format == "csv" ? Csv() : Page();
    }

    /// <summary>Records a trigger (Route B), or begins a home's own plan (Route A).</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        if (post.Text("home") is not { } home) return Again("Choose the home", "home");
        var input = post.Text("route") == "A" ? new JsonObject { ["route"] = "A" } : null;
        return await cases.ApplyAsync(new OpenCase(post.OperationKey, User.Actor(), "pip", home, input), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => Again("Choose a home for which you may do this", "home"),
            CaseOutcome.Refused refused => Again(refused, "home"),
            CaseOutcome.Done done => Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/plans/{done.CaseId}"),
            _ => Page(),
        };
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var (actor, now) = (User.Actor(), clock.Now());
        var today = UkWords.LocalDate(now);
        (All, AsAt) = (await list.ReadAsync(actor, organisation, today, cancellation), UkWords.Moment(now));
        ForTriggers = await list.StartableAsync(actor, organisation, CaseAction.StartInArea, today, cancellation);
        ForOwn = await list.StartableAsync(actor, organisation, CaseAction.StartInHouse, today, cancellation);
    }

    private FileContentResult Csv()
    {
        IEnumerable<string?>[] head = [["Improvement plans", $"as at {AsAt}", "OFFICIAL – SENSITIVE"], PlanRow.Headings];
        return File(CsvText.Bytes(head.Concat(Rows.Select(r => r.Cells))), "text/csv; charset=utf-8", "plans.csv");
    }
}
