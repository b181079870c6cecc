using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Pages.Messages;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Load;

/// <summary>For administrators: whose work would be lost. People who have left or leave soon, with what they still hold; numbers alone.</summary>
public sealed class LeaversModel(ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock, Administration administration) : PageModel
{
    private const int DaysAhead = 60;

    public IReadOnlyList<LeaverRow> Rows { get; private set; } = [];

    /// <summary>Open work for which nobody was found.</summary>
    public int WithNobody { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await administration.IsForAsync(User, cancellation)) return NotFound();
        var organisation = await organisations.GetAsync(cancellation);
        var today = UkWords.LocalDate(clock.Now());
        var leavers = organisation.People.Where(p => p.LeftOn <= today.AddDays(DaysAhead)).ToList();
        var ids = leavers.Select(p => p.Id).ToArray();
        var held = await db.WorkTasks.Where(t => t.Status == WorkTaskStatus.Open && ids.Contains(t.ActingForId ?? t.AssigneeId))
            .GroupBy(t => (t.ActingForId ?? t.AssigneeId)!).Select(g => new { g.Key, Number = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Number, StringComparer.Ordinal, cancellation);
        Rows =
        [
            .. leavers.Select(p => new LeaverRow(
                    p,
                    p.LeftOn < today ? $"Left on {UkWords.Date(p.LeftOn!.Value)}" : $"Leaves on {UkWords.Date(p.LeftOn!.Value)}",
                    string.Join(", ", LineOfReport.ManagersOf(p.Id, organisation, today).Select(organisation.NameOf)),
                    held.GetValueOrDefault(p.Id)))
                .OrderByDescending(r => r.Open).ThenBy(r => r.Person.Name, StringComparer.Ordinal),
        ];
        WithNobody = await db.WorkTasks.CountAsync(t => t.Status == WorkTaskStatus.Open && t.AssigneeId == null && t.TeamId == null && t.CandidateIds.Length == 0, cancellation);
        return Page();
    }

    /// <summary>Somebody who has left or leaves soon.</summary>
    public sealed record LeaverRow(StaffMember Person, string When, string Manager, int Open);
}
