using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>Ends a whole episode whose child is no longer looked after or has moved. All that was written stays readable.</summary>
public sealed class CloseModel(CaseHeadReader heads, CaseTransaction cases, ReviewFlowDbContext db) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.CloseEpisode;

    /// <summary>What would end, and who has it.</summary>
    public IReadOnlyList<(string Work, string With)> Open { get; private set; } = [];

    protected override async Task PrepareAsync(CancellationToken cancellation) => Open =
    [
        .. (await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == Head.Case.Id && t.Status == WorkTaskStatus.Open).OrderBy(t => t.OpenedAt).ToListAsync(cancellation))
            .Select(t => (t.Title, t.AssigneeId is { } holder ? Head.Entry.Organisation.NameOf(holder) : "nobody yet")),
    ];

    public Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation) =>
        ForReasonAsync(caseId, (key, reason) => new CloseEpisode(key, Actor, caseId, reason), "Write why the episode is closed", cancellation);
}
