using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReviewFlow.Host.Identity;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Load;

/// <summary>How much each of a manager's people holds, who is away and who covers: to be read before an escalation is judged.</summary>
public sealed class IndexModel(LoadQueries loads, OrganisationCache organisations, BusinessClock clock) : PageModel
{
    public IReadOnlyList<LoadRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var today = UkWords.LocalDate(clock.Now());
        var organisation = await organisations.GetAsync(cancellation);
        var people = LoadRules.PeopleOf(User.PersonId(), organisation, today);
        if (people.Count == 0) return NotFound();
        var rows = await loads.OfAsync(User.Actor(), [.. people.Select(p => p.Id)], cancellation);
        Rows =
        [
            .. rows.Select(r => new LoadRow(people.First(p => p.Id == r.PersonId), r, Absent.Words(r.PersonId, organisation, today)))
                // Somebody who has left is on the list only while they still hold something.
                .Where(r => organisation.InPost(r.Person.Id, today) || r.Load.Open + r.Load.Waiting > 0),
        ];
        return Page();
    }

    /// <summary>A person with what they hold.</summary>
    /// <param name="Person">Who.</param>
    /// <param name="Load">How much.</param>
    /// <param name="Away">Away today, or soon, with cover; null when neither. "Left …" for a leaver.</param>
    public sealed record LoadRow(StaffMember Person, PersonLoad Load, AwayWords? Away);
}
