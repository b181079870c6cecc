using System.Globalization;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Work;

/// <summary>What can be done with a task. Whether this person may is decided before, by <see cref="Access.Access.Decide"/>.</summary>
public static class TaskRules
{
    /// <summary>Whether the action can be done now, as far as the task itself goes.</summary>
    public static RuleAnswer Act(WorkItem item, ActionTried tried, DateTimeOffset now)
    {
        if (!item.Open)
            return RuleAnswer.Conflict("This work is finished already. Nothing was changed.");
        if (item.Revision != tried.Revision)
            return RuleAnswer.Conflict("This work has changed since you opened the page. Look at it again; what you typed is kept.");
        if (item.Actions.FirstOrDefault(a => a.Key == tried.Key) is not { } action)
            return RuleAnswer.Conflict($"“{tried.Key}” cannot be done with this work now.");
        if (action.Barred is { } barred)
            return RuleAnswer.Forbidden(barred);
        if (TooEarly(action, tried, now) is { } early)
            return early;
        if (action.NeedsNote && string.IsNullOrWhiteSpace(tried.Note))
            return RuleAnswer.Invalid(action.Key == "return" ? "Write a note that says why you return it" : "Write a note");
        if (action.NeedsReason && string.IsNullOrWhiteSpace(tried.Reason))
            return RuleAnswer.Invalid(action.Withdraws ? "Write why you take your signature back" : "Write why stages are left out");
        if (action.NeedsAttachment && !tried.HasAttachment)
            return RuleAnswer.Invalid($"Attach the referral before you choose “{action.Label}”");
        return RuleAnswer.Ok;
    }

    /// <summary>Takes a task out of a team's queue, or one that several people were offered.</summary>
    public static RuleAnswer Claim(WorkItem item, string personId, Organisation organisation, DateOnly today)
    {
        if (!item.Open)
            return RuleAnswer.Conflict("This work is finished already.");
        if (item.AssigneeId is { } holder)
            return RuleAnswer.Conflict(holder == personId ? "You have this work already." : $"{organisation.NameOf(holder)} has taken this work.");
        var offered = item.CandidateIds.Contains(personId, StringComparer.Ordinal)
            || organisation.MembershipsOf(personId, today).Any(m => m.UnitId == item.TeamId);
        if (!offered || !organisation.InPost(personId, today))
            return RuleAnswer.Forbidden("This work is in the queue of a team that you are not in.");
        return item.Excluded.Contains(personId) ? RuleAnswer.Forbidden(SomebodyElse) : RuleAnswer.Ok;
    }

    /// <summary>Gives a task back to its team's queue.</summary>
    public static RuleAnswer Release(WorkItem item, string personId)
    {
        if (!item.Open)
            return RuleAnswer.Conflict("This work is finished already.");
        if (item.AssigneeId != personId)
            return RuleAnswer.Forbidden("You do not have this work.");
        return item.TeamId is null && item.CandidateIds.Count == 0 ? RuleAnswer.Conflict("This work has no queue to go back to.") : RuleAnswer.Ok;
    }

    /// <summary>
    /// Gives a task to somebody else, who must have the role and access and may not be excluded. A request to the
    /// manager of a stage goes to the same level or to dated cover only (ruling 5). The clock goes on.
    /// </summary>
    public static RuleAnswer Reassign(WorkItem item, string toPersonId, string? reason, Organisation organisation, CaseFacts facts, DateOnly today)
    {
        if (!item.Open)
            return RuleAnswer.Conflict("This work is finished already.");
        if (string.IsNullOrWhiteSpace(reason))
            return RuleAnswer.Invalid("Write why somebody else gets this work");
        if (item.AssigneeId == toPersonId)
            return RuleAnswer.Conflict($"{organisation.NameOf(toPersonId)} has this work already.");
        if (!organisation.InPost(toPersonId, today))
            return RuleAnswer.Invalid("Choose somebody who works here");
        return MayHold(item, toPersonId, organisation, facts, today);
    }

    /// <summary>Whether a person could hold a task: not excluded, with access, with the role or as dated cover.</summary>
    public static RuleAnswer MayHold(WorkItem item, string personId, Organisation organisation, CaseFacts facts, DateOnly today)
    {
        var name = organisation.NameOf(personId);
        if (item.Excluded.Contains(personId))
            return RuleAnswer.Forbidden($"{name} did the work that this checks, so somebody else has to do it.");
        if (facts.Subject.Restricted && !Relations.IsListed(facts, personId, today))
            return RuleAnswer.Forbidden($"{name} has no access to this person’s record.");
        if (item.Role == Roles.Iro && Access.Access.IsLineManager(organisation, personId, facts, today))
            return RuleAnswer.Forbidden($"{name} manages the child’s team and cannot do the IRO’s part.");
        var holder = item.ActingForId ?? item.AssigneeId;
        if (holder is not null && organisation.Covers(personId, holder, facts.ProcessArea, today))
            return RuleAnswer.Ok;
        var role = item.Level is { } level ? $"stageManager({level.ToString(CultureInfo.InvariantCulture)})" : item.Role;
        return HasRole(role, personId, organisation, facts, today)
            ? RuleAnswer.Ok
            : RuleAnswer.Invalid($"{name} is neither {RoleWords(role)} nor cover with dates");
    }

    private const string SomebodyElse = "Somebody else has to do this: you did the work that it checks.";

    private static RuleAnswer? TooEarly(TaskAction action, ActionTried tried, DateTimeOffset now)
    {
        if (action.AvailableFrom is not { } from || now >= from)
            return null;
        var when = $"You can choose “{action.Label}” after {UkWords.Moment(from)}";
        if (!action.EarlierWithReason)
            return RuleAnswer.Conflict($"{when}.");
        return string.IsNullOrWhiteSpace(tried.Reason) ? RuleAnswer.Invalid($"{when}, or now with the reason why it is too serious to wait") : null;
    }

    private static bool HasRole(string expression, string personId, Organisation organisation, CaseFacts facts, DateOnly today)
    {
        if (RoleExpression.Parse(expression) is not { } role)
            return false;
        var held = organisation.RolesOf(personId, today).Select(r => r.Role).ToHashSet(StringComparer.Ordinal);
        if (organisation.External(personId) is { } outside && outside.Reaches(facts.Subject.Id, facts.CaseId))
            held.Add(outside.Role);
        return role.Name switch
        {
            "stageManager" => held.Contains(StageManagers.Role(role.Stage)),
            "nextLevelManager" => held.Contains(StageManagers.NextLevelRole(role.Stage)),
            "team" => organisation.MembershipsOf(personId, today).Any(m => m.UnitId == role.Argument),
            "administrators" => held.Contains(Roles.Administrator),
            "group" => held.Contains(role.Argument ?? ""),
            Roles.IroManager => held.Contains(Roles.IroManager) || held.Contains(Roles.HeadOfIroService),
            Roles.SocialWorker => held.Contains(Roles.SocialWorker) || facts.Subject.SocialWorkerId == personId,
            Roles.Reviewer => held.Count > 0 && organisation.Upwards(facts.Subject.TeamId).Any(u => organisation.MembershipsOf(personId, today).Any(m => m.UnitId == u.Id)),
            // Agreed by the group: whoever takes part may look after a plan.
            Roles.Completer or Roles.Invited => held.Count > 0,
            // Chosen by name: any colleague of the same sort of post.
            "user" or "holder" or "owner" => held.Count > 0 && !held.SetEquals([Roles.Administrator]) && !held.SetEquals([Roles.Designer]),
            _ => held.Contains(role.Name),
        };
    }

    private static string RoleWords(string expression) => RoleExpression.Parse(expression) switch
    {
        { Name: "user" or "holder" or "owner" } => "in a post of this process",
        { } role => role.Title,
        null => expression,
    };
}
