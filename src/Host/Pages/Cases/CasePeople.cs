using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Cases;

/// <summary>Somebody's part in a case.</summary>
public sealed record PartInCase(string Part, string Name, bool HasItNow);

/// <summary>Somebody who may see a case beyond their post.</summary>
public sealed record NamedAccess(string Name, string Why, string Until);

/// <summary>Who works on a case, and who else may see it.</summary>
public static class CasePeople
{
    public static IReadOnlyList<PartInCase> Parts(CaseSheet sheet, Subject subject, Reading reading)
    {
        var holders = sheet.OpenTasks.Where(t => !CaseWork.IsWaiting(t, sheet)).Select(t => t.AssigneeId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (AreaRoles.Of(sheet.Case.Area) is { } area) return OfArea(area, sheet, subject, reading, holders);
        var roles = new CaseRoles { Subject = subject };
        var parts = new List<(string Part, string? Id)>
        {
            ("IRO", subject.IroId),
            ("IRO Manager", sheet.Tasks.LastOrDefault(t => t.Role == Roles.IroManager)?.AssigneeId ?? RoleResolver.Resolve(Roles.IroManager, roles, reading.Organisation, reading.Today, reading.Area).PersonId),
        };
        var asked = sheet.Tasks.Where(t => t.Kind == TaskKind.Request).Select(TaskFace.Item).Where(i => i.Level is not null);
        parts.AddRange(asked.GroupBy(i => i.Level!.Value).OrderBy(g => g.Key).Select(g => ($"Stage {g.Key}", g.Last().AssigneeId)));
        parts.Add(("Team Manager", RoleResolver.Resolve(Roles.TeamManager, roles, reading.Organisation, reading.Today, reading.Area).PersonId));
        parts.Add(("Social worker", subject.SocialWorkerId));
        return [.. parts.Where(p => p.Id is not null).Select(p => new PartInCase(p.Part, reading.NameOf(p.Id), holders.Contains(p.Id!)))];
    }

    // In an area with roles of its own: who conducts the case, then each role with whoever holds it for this team today.
    private static IReadOnlyList<PartInCase> OfArea(AreaRoles area, CaseSheet sheet, Subject subject, Reading reading, HashSet<string> holders)
    {
        var roles = new CaseRoles { Subject = subject };
        var parts = area.Below.Keys.Concat(area.Everywhere.Keys)
            .SelectMany(role => RoleResolver.ResolveAll(role == Roles.QualityOfficer ? $"group:{role}" : role, roles, reading.Organisation, reading.Today, reading.Area).Select(a => (Part: Roles.Title(role), Id: a.PersonId)));
        return [.. parts.Prepend((Part: Roles.Title(Roles.Reviewer), Id: sheet.Case.OpenedBy)).Where(p => p.Id is not null).Select(p => new PartInCase(p.Part, reading.NameOf(p.Id), holders.Contains(p.Id!)))];
    }

    /// <summary>The access list of a restricted person, and what was granted for this case.</summary>
    public static async Task<IReadOnlyList<NamedAccess>> NamedAsync(ReviewFlowDbContext db, CaseFacts facts, Reading reading, CancellationToken cancellation)
    {
        var listed = await db.AccessList.AsNoTracking().Where(a => a.SubjectId == facts.Subject.Id).ToListAsync(cancellation);
        var granted = await db.AccessGrants.AsNoTracking().Where(g => g.CaseId == facts.CaseId).ToListAsync(cancellation);
        return
        [
            .. listed.Select(a => new NamedAccess(reading.NameOf(a.PersonId), "On this person’s access list", Until(a.Until, reading.Today))),
            .. granted.Select(g => new NamedAccess(reading.NameOf(g.PersonId), $"Granted by {reading.NameOf(g.GrantedBy)}: {g.Reason}", Until(g.Until, reading.Today))),
        ];
    }

    /// <summary>Who sees a case by their post.</summary>
    public static string ByPost(Subject subject, Reading reading) => subject.Restricted
        ? "This person is restricted: only the people named here see anything, whatever their post."
        : AreaRoles.Of(reading.Area) is { } area
        ? $"By their post: whoever began it, {string.Join(", ", area.Below.Keys.Concat(area.Everywhere.Keys).Select(r => $"the {Roles.Title(r)}"))}. Whoever was given an action or a question sees that part alone."
        : $"By their post: the child’s IRO and social worker, the managers of {reading.Organisation.Unit(subject.TeamId)?.Name ?? "the team"} up to the Corporate Director, the IRO Manager, and everybody who was asked for something in this case.";

    private static string Until(DateOnly? day, DateOnly today) => day switch
    {
        null => "no end",
        { } last when last < today => $"ended {UkWords.Date(last)}",
        { } last => $"until {UkWords.Date(last)}",
    };
}
