using System.Security.Claims;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Host.Api;

/// <summary>A case for whoever may see it, through the same door as its pages.</summary>
public sealed class CaseReading(CaseGate gate, CaseQueries queries)
{
    /// <summary>The case; null when there is none, or the person may not know of it.</summary>
    public async Task<(Entry Entry, CaseView View)?> FindAsync(ClaimsPrincipal user, string caseId, CancellationToken cancellation)
    {
        var entry = await gate.EnterAsync(user, caseId, CaseAction.See, cancellation);
        return entry.Allowed && await queries.CaseAsync(entry.Actor, caseId, cancellation) is { } view ? (entry, view) : null;
    }
}
