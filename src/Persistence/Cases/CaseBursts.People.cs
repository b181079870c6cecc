using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    /// <summary>Everybody whom role expressions mean, seen from a wait.</summary>
    public IReadOnlyList<string> PeopleOf(IEnumerable<string> roles, string? bookmarkId, OpenedInstance instance)
    {
        var relative = Relative(bookmarkId, null);
        var found = new List<string>();
        foreach (var role in roles)
        {
            if (role == "holder" && bookmarkId is not null)
            {
                found.AddRange(Holders(bookmarkId));
                continue;
            }

            foreach (var assignment in RoleResolver.ResolveAll(role, relative, session.Organisation, session.Today, instance.Row.Area))
            {
                if (assignment.PersonId is { } person) found.Add(person);
                else if (assignment.TeamId is { } team) found.AddRange(Members(team));
                ReportVacancies(instance, assignment);
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // While requests are out, those asked hold the work; else whoever has the task.
    private IEnumerable<string> Holders(string bookmarkId)
    {
        if (!opened.Tasks.TryGetValue(bookmarkId, out var task)) return [];
        var asked = task.Row.WaitsFor.Where(opened.Tasks.ContainsKey).Select(id => opened.Tasks[id].Row).Where(r => r.Status == WorkTaskStatus.Open).ToList();
        return (asked.Count > 0 ? asked : [task.Row]).SelectMany(r => r.AssigneeId is { } one ? [one] : r.CandidateIds);
    }

    private CaseRoles Relative(string? bookmarkId, IReadOnlySet<string>? excluded)
    {
        var row = bookmarkId is not null && opened.Tasks.TryGetValue(bookmarkId, out var task) ? task.Row : null;
        return new CaseRoles
        {
            Subject = opened.Subject,
            CaseId = opened.Row.Id,
            Named = opened.Participants.ByRole,
            HolderId = row?.AssigneeId,
            ReviewerId = opened.Fields["reviewer"]?.ToString() ?? opened.Row.OpenedBy,
            OwnerId = row?.SentBy ?? row?.AssigneeId ?? (row is null ? opened.Row.OpenedBy : opened.Instances[row.InstanceId].Row.StartedBy),
            Excluded = excluded ?? new HashSet<string>(StringComparer.Ordinal),
        };
    }

    private IEnumerable<string> Members(string teamId) =>
        session.Organisation.People.Where(p => session.Organisation.MembershipsOf(p.Id, session.Today).Any(m => m.UnitId == teamId)).Select(p => p.Id);

    private void Assign(OpenedInstance instance, WorkTaskRow row, TaskWait wait)
    {
        var excluded = wait.Excluded.SelectMany(role => Meant(role, row.Id, instance)).ToHashSet(StringComparer.Ordinal);
        row.Excluded = [.. excluded];
        var found = RoleResolver.ResolveAll(wait.Role, Relative(row.Id, excluded), session.Organisation, session.Today, instance.Row.Area);
        row.Rule = found[0].Rule;
        var one = found.Count == 1 ? found[0] : null;
        (row.AssigneeId, row.ActingForId, row.TeamId) = (one?.PersonId, one?.ActingFor, one?.TeamId);
        row.CandidateIds = one is null ? [.. found.Select(a => a.PersonId).OfType<string>()] : [];
        foreach (var assignment in found) ReportVacancies(instance, assignment);
        if (one is { AwayWithoutCover: true }) CaseTransaction.TellUncovered(_record, session, row);
        if (found.Any(a => a.Unassigned)) Vacant(instance, $"{row.Id}.vacant");
        foreach (var person in new[] { row.AssigneeId, row.ActingForId }.OfType<string>()) opened.Holders.Add(person);
    }

    /// <summary>Somebody else is named under a role now: what is open for it goes to them, its dates unchanged.</summary>
    public void AssignAgain(string role)
    {
        foreach (var task in opened.Tasks.Values.Where(t => t.Row.Status == WorkTaskStatus.Open && t.Row.Role == role).ToList())
        {
            var instance = opened.Instances[task.Row.InstanceId];
            if (instance.State?.Bookmarks.Find(b => b.Id == task.Row.Id)?.Task is not { } wait) continue;
            Assign(instance, task.Row, wait);
            task.Row.StartedAt = null;
            task.Row.Revision++;
            task.Changed = true;
        }
    }

    // Four-eyes keeps out the person meant as well as whoever stands in.
    private IEnumerable<string> Meant(string role, string bookmarkId, OpenedInstance instance) =>
        RoleResolver.ResolveAll(role, Relative(bookmarkId, null), session.Organisation, session.Today, instance.Row.Area)
            .SelectMany(a => new[] { a.PersonId, a.ActingFor }).OfType<string>();

    private void ReportVacancies(OpenedInstance instance, Assignment assignment)
    {
        foreach (var vacancy in assignment.Vacancies) Vacant(instance, $"{instance.Row.Id}.vacancy.{vacancy.Role}.{vacancy.UnitId}.{session.Today:yyyyMMdd}");
    }

    private void Vacant(OpenedInstance instance, string id)
    {
        if (!_told.Add(id)) return;
        var administrators = RoleResolver.ResolveAll("administrators", Relative(null, null), session.Organisation, session.Today, instance.Row.Area)
            .Select(a => a.PersonId).OfType<string>();
        _record.Notice(id, "vacancy", administrators, instance.Row.Id, null, null, critical: false, null);
    }

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
}
