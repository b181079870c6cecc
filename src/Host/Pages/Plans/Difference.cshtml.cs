using Microsoft.AspNetCore.Mvc;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Pages.Plans;

/// <summary>Raises a difference of opinion about a plan; says what goes direct instead.</summary>
public sealed class DifferenceModel(CaseHeadReader heads, CaseTransaction cases, Persistence.Organisations.OrganisationCache organisations) : CaseAskPage(heads, cases)
{
    private readonly CaseTransaction _cases = cases;

    protected override CaseAction About => CaseAction.RaiseDifference;

    /// <summary>Whom to ring for what goes direct.</summary>
    public IReadOnlyList<string> Direct { get; private set; } = [];

    protected override async Task PrepareAsync(CancellationToken cancellation) =>
        Direct = [.. (await organisations.SettingsAsync(cancellation)).Where(s => s.Key.StartsWith(CaseTransaction.DirectContact, StringComparison.Ordinal)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)];

    public async Task<IActionResult> OnPostAsync(string caseId, CancellationToken cancellation)
    {
        if (!await LoadAsync(caseId, cancellation)) return NotFound();
        await PrepareAsync(cancellation);
        var post = await PostAsync(null, cancellation);
        return await _cases.ApplyAsync(new BeginStep(post.OperationKey, Actor, caseId, "pip-disagreement"), cancellation) switch
        {
            CaseOutcome.Refused { Kind: RefusalKind.NotFound } => NotFound(),
            CaseOutcome.Refused refused => Again(refused),
            CaseOutcome.Done done => Redirect((string?)done.Result["taskId"] is { } task ? $"/work/{task}" : $"/plans/{caseId}"),
            _ => Page(),
        };
    }
}
