using System.Security.Claims;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Shared;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Host.Pages.Steps;

/// <summary>The door in front of every page about a case. Refusals, downloads and every view of a restricted case go to the access log.</summary>
public sealed class CaseGate(ReviewFlowDbContext db, CaseFactsReader reader, OrganisationCache organisations, PageArea page, BusinessClock clock)
{
    /// <summary>Decides whether the signed-in person may do something with a case.</summary>
    public async Task<Entry> EnterAsync(ClaimsPrincipal user, string caseId, CaseAction action, CancellationToken cancellation, WorkItem? task = null, string? instanceId = null)
    {
        var organisation = await organisations.GetAsync(cancellation);
        var now = clock.Now();
        var actor = user.Actor();
        var facts = await reader.ReadAsync(caseId, task?.InstanceId ?? instanceId, cancellation);
        var decision = facts is null ? AccessDecision.Hide : Access.Decide(organisation, actor, action, facts, task?.Facts, UkWords.LocalDate(now));
        if (decision.Allowed) page.Id = facts!.ProcessArea;
        if (!decision.Allowed || facts!.Subject.Restricted || action == CaseAction.Download) await LogAsync(actor, facts?.CaseId, action, decision, now, cancellation);
        return new Entry(decision, facts, organisation, actor, now);
    }

    private async Task LogAsync(Actor actor, string? caseId, CaseAction action, AccessDecision decision, DateTimeOffset now, CancellationToken cancellation)
    {
        db.AccessLog.Add(new AccessLogRow
        {
            At = now,
            PersonId = actor.PersonId,
            ActingForId = decision.ActingFor,
            CaseId = caseId,
            Action = action.ToString(),
            Verdict = decision.Verdict.ToString(),
            Detail = decision.Why.Length == 0 ? null : decision.Why,
        });
        await db.SaveChangesAsync(cancellation);
    }
}

/// <summary>What the gate found: the decision, and what it was made by.</summary>
/// <param name="Decision">Whether, and under whose right.</param>
/// <param name="Facts">The case; null when there is none.</param>
/// <param name="Organisation">Who works where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Now">Business time.</param>
public sealed record Entry(AccessDecision Decision, CaseFacts? Facts, Organisation Organisation, Actor Actor, DateTimeOffset Now)
{
    public bool Allowed => Decision.Allowed;

    public DateOnly Today => UkWords.LocalDate(Now);

    /// <summary>Whether the person came from outside; their pages lead back to their own.</summary>
    public bool Outside => Organisation.External(Actor.PersonId) is not null;

    /// <summary>The page that the person begins from.</summary>
    public string Home => Outside ? "/external" : "/my-work";

    /// <summary>Whether an open task is the person's own, or that of somebody whom they cover.</summary>
    public bool IsOwn(WorkItem item) => OwnWork.IsOwn(item, Actor.PersonId, Organisation, Facts?.ProcessArea ?? "", Today);
}
