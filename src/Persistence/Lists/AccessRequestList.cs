using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Lists;

/// <summary>Access that was asked for, as one person may see it (ruling 24).</summary>
/// <param name="Row">What was asked, and how it was decided.</param>
/// <param name="Reference">Reference of the case.</param>
/// <param name="SubjectName">The child or adult.</param>
/// <param name="MayDecide">Whether this person may decide it now.</param>
public sealed record AccessAsked(AccessRequestRow Row, string? Reference, string SubjectName, bool MayDecide);

/// <summary>Reads what access was asked for. Whoever may not know of the case gets nothing of it.</summary>
public sealed class AccessRequestList(ReviewFlowDbContext db, OrganisationCache organisation, BusinessClock clock)
{
    /// <summary>Everything that was asked in a case, latest first; empty for whom the case does not exist.</summary>
    public async Task<IReadOnlyList<AccessAsked>> OfCaseAsync(Actor actor, string caseId, CancellationToken cancel = default) =>
        await SeenAsync(actor, await db.AccessRequests.AsNoTracking().Where(r => r.CaseId == caseId).OrderByDescending(r => r.AskedAt).ToListAsync(cancel), cancel);

    /// <summary>Everything that this person could decide now, oldest first.</summary>
    public async Task<IReadOnlyList<AccessAsked>> ToDecideAsync(Actor actor, CancellationToken cancel = default)
    {
        var today = UkWords.LocalDate(clock.Now());
        var visible = db.CasesVisibleTo(Access.VisibleTo(await organisation.GetAsync(cancel), actor, today), today).Select(c => c.Id);
        var open = await db.AccessRequests.AsNoTracking().Where(r => r.DecidedAt == null && visible.Contains(r.CaseId)).OrderBy(r => r.AskedAt).ToListAsync(cancel);
        return [.. (await SeenAsync(actor, open, cancel)).Where(a => a.MayDecide)];
    }

    private async Task<IReadOnlyList<AccessAsked>> SeenAsync(Actor actor, List<AccessRequestRow> rows, CancellationToken cancel)
    {
        var (known, today, reader) = (await organisation.GetAsync(cancel), UkWords.LocalDate(clock.Now()), new CaseFactsReader(db));
        var seen = new List<AccessAsked>();
        foreach (var ofCase in rows.GroupBy(r => r.CaseId, StringComparer.Ordinal))
        {
            if (await reader.ReadAsync(ofCase.Key, null, cancel) is not { } facts) continue;
            if (!Access.Decide(known, actor, CaseAction.See, facts, null, today).Allowed) continue;
            var reference = await db.Cases.Where(c => c.Id == ofCase.Key).Select(c => c.Reference).FirstAsync(cancel);
            seen.AddRange(ofCase.Select(r => new AccessAsked(
                r, reference, facts.Subject.Name, r.DecidedAt is null && Access.Decide(known, actor, CaseAction.DecideAccess, facts, CaseTransaction.ToDecide(r), today).Allowed)));
        }

        return seen;
    }
}
