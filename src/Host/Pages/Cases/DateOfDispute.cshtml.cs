using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Forms;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Ruling 17: the date of dispute is locked; only the IRO Manager changes it, with a reason, and the whole clock moves.</summary>
public sealed class DateOfDisputeModel(CaseHeadReader heads, CaseTransaction cases) : CaseAskPage(heads, cases)
{
    protected override CaseAction About => CaseAction.ChangeDateOfDispute;

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        var post = await PostAsync(null, cancellation);
        if (Head.Case.DateOfDispute is null) return Again("The date of dispute is not confirmed yet, so there is nothing to change", "date");
        if (!TypedDate.TryRead(post.Text("date"), out var date)) return Again("Enter the date of dispute, like 26 6 2026", "date");
        return post.Text("reason") is { } reason
            ? await ApplyAsync(new ChangeDateOfDispute(post.OperationKey, Actor, caseId, date, reason), "date", cancellation)
            : Again("Write why the date changes", "reason");
    }
}
