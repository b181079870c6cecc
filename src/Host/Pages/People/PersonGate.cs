using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Steps;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.People;

/// <summary>The door in front of a person's pages. Who may see one case of a person may see whom it is about.</summary>
public sealed class PersonGate(ReviewFlowDbContext db, OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>Decides about a person without any case. Refusals, and every view of a restricted person, go to the access log.</summary>
    public async Task<Entry> EnterAsync(ClaimsPrincipal user, string subjectId, CaseAction action, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var (actor, now) = (user.Actor(), clock.Now());
        var today = UkWords.LocalDate(now);
        var facts = await FactsAsync(subjectId, cancellation);
        var decision = facts is null ? AccessDecision.Hide : Access.Decide(organisation, actor, action, facts, null, today);
        if (facts is not null && !decision.Allowed && action == CaseAction.See && await SeesACaseAsync(subjectId, Access.VisibleTo(organisation, actor, today), today, cancellation))
            decision = AccessDecision.Allow;
        if (!decision.Allowed || facts!.Subject.Restricted) await LogAsync(actor, action.ToString(), decision.Verdict, $"person {subjectId}", now, cancellation);
        return new Entry(decision, facts, organisation, actor, now);
    }

    /// <summary>Writes to the access log what was looked for.</summary>
    public Task LogSearchAsync(Actor actor, string text, DateTimeOffset now, CancellationToken cancellation) =>
        LogAsync(actor, "Search", AccessVerdict.Allowed, text, now, cancellation);

    private async Task<CaseFacts?> FactsAsync(string subjectId, CancellationToken cancellation)
    {
        var row = await db.Subjects.AsNoTracking().FirstOrDefaultAsync(s => s.Id == subjectId, cancellation);
        if (row is null) return null;
        var listed = await db.AccessList.AsNoTracking().Where(a => a.SubjectId == subjectId).ToDictionaryAsync(a => a.PersonId, a => a.Until, cancellation);
        return new CaseFacts
        {
            CaseId = "",
            ProcessArea = row.Kind == SubjectKind.Child ? ProcessCatalog.Disputes : ProcessCatalog.ManagementReviews,
            Subject = CaseFactsReader.SubjectOf(row),
            Participants = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            Grants = listed,
        };
    }

    private Task<bool> SeesACaseAsync(string subjectId, CaseFilter filter, DateOnly today, CancellationToken cancellation) =>
        db.CasesVisibleTo(filter, today).AnyAsync(c => c.SubjectId == subjectId, cancellation);

    private async Task LogAsync(Actor actor, string action, AccessVerdict verdict, string detail, DateTimeOffset now, CancellationToken cancellation)
    {
        db.AccessLog.Add(new AccessLogRow { At = now, PersonId = actor.PersonId, Action = action, Verdict = verdict.ToString(), Detail = detail });
        await db.SaveChangesAsync(cancellation);
    }
}
