using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Shared;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;

namespace ReviewFlow.Host.Pages.Reviews;

/// <summary>The register of reviews, and where one is begun.</summary>
public sealed class IndexModel(ReviewList list, OrganisationCache organisations, CaseTransaction cases, PageArea page, BusinessClock clock) : AskPage
{
    private const string Review = "imr";

    /// <summary><c>open</c>, <c>closed</c> or <c>all</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Format { get; set; }

    /// <summary>Whom or what a new review is to be about: part of a name, or an id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    public IReadOnlyList<ReviewRow> All { get; private set; } = [];

    public IReadOnlyList<ReviewRow> Rows => [.. All.Where(r => Show switch { "closed" => !r.Open, "all" => true, _ => r.Open })];

    public IReadOnlyList<SubjectRow> Found { get; private set; } = [];

    public string AsAt { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return Format == "csv" ? Csv() : Page();
    }

    /// <summary>Begins a review.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        if (post.Text("subject") is not { } subject) return Again("Choose which service or person the review is about", "about");
        return await cases.ApplyAsync(new OpenCase(post.OperationKey, User.Actor(), Review, subject), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => Again("Choose a service or person about whom you may begin a review", "about"),
            CaseOutcome.Refused refused => Again(refused, "about"),
            CaseOutcome.Done done => Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/cases/{done.CaseId}"),
            _ => Page(),
        };
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        page.Id = ProcessCatalog.ManagementReviews;
        var organisation = await organisations.GetAsync(cancellation);
        var (actor, now) = (User.Actor(), clock.Now());
        var today = UkWords.LocalDate(now);
        (All, AsAt) = (await list.ReadAsync(actor, organisation, today, cancellation), UkWords.Moment(now));
        if (!string.IsNullOrWhiteSpace(About)) Found = await list.StartableAsync(actor, organisation, About.Trim(), today, cancellation);
    }

    private FileContentResult Csv()
    {
        IEnumerable<string?>[] head = [["Internal management reviews", $"as at {AsAt}", "OFFICIAL – SENSITIVE"], ReviewRow.Headings];
        return File(CsvText.Bytes(head.Concat(Rows.Select(r => r.Cells))), "text/csv; charset=utf-8", "reviews.csv");
    }
}
