using System.Linq.Expressions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Work;

/// <summary>
/// The one access decision as a LINQ condition, for the lists and counts of pages. Says the same as
/// <see cref="CaseFilter.Matches"/>.
/// </summary>
public static class VisibleCases
{
    /// <summary>Cases that a person may list today. Technical ones are never among them.</summary>
    public static IQueryable<CaseRow> CasesVisibleTo(this ReviewFlowDbContext db, CaseFilter filter, DateOnly today) =>
        db.Cases.Where(Any(filter.Parts.Select(p => Case(db, p, today))));

    /// <summary>People about whom a person may see something today: their record, or at least one case of theirs.</summary>
    /// <param name="db">The database.</param>
    /// <param name="filter">What the person may see.</param>
    /// <param name="area">Area of work in which the record is looked at; cover can be for one alone.</param>
    /// <param name="today">Local business day.</param>
    public static IQueryable<SubjectRow> SubjectsVisibleTo(this ReviewFlowDbContext db, CaseFilter filter, string area, DateOnly today)
    {
        var cases = db.CasesVisibleTo(filter, today);
        var own = filter.Parts.Where(p => (p.ProcessArea is null || p.ProcessArea == area) && !p.NotAreas.Contains(area)).Select(p => Subject(db, p, today));
        return db.Subjects.Where(Any(own.Append(s => cases.Any(c => c.SubjectId == s.Id))));
    }

    private static Expression<Func<CaseRow, bool>> Case(ReviewFlowDbContext db, FilterPart part, DateOnly today)
    {
        var (person, area, all) = (part.PersonId, part.ProcessArea, part.All);
        var (notAreas, teams, queues) = (part.NotAreas.ToArray(), part.TeamIds.ToArray(), part.QueueTeamIds.ToArray());
        var (own, allOf, areaTeams) = (AreaRoles.Ids.ToArray(), part.AllOfAreas.ToArray(), part.AreaTeams.ToArray());
        return c => c.SubjectId != null && (area == null || c.Area == area) && !notAreas.Contains(c.Area)
            && (db.AccessList.Any(a => a.SubjectId == c.SubjectId && a.PersonId == person && (a.Until == null || a.Until >= today))
                || db.AccessGrants.Any(g => g.CaseId == c.Id && g.PersonId == person && g.Until >= today)
                || (db.Subjects.Any(s => s.Id == c.SubjectId && !s.Restricted)
                    && ((!own.Contains(c.Area) && (all || db.Subjects.Any(s => s.Id == c.SubjectId && (teams.Contains(s.TeamId) || s.IroId == person || s.SocialWorkerId == person))))
                        || (own.Contains(c.Area) && (allOf.Contains(c.InHouse ? c.Area + "!" : c.Area) || c.OpenedBy == person
                            || db.Subjects.Any(s => s.Id == c.SubjectId && areaTeams.Contains((c.InHouse ? c.Area + "!" : c.Area) + "/" + s.TeamId))))
                        || db.CaseParticipants.Any(p => p.CaseId == c.Id && p.PersonId == person)
                        || db.WorkTasks.Any(t => t.CaseId == c.Id && (t.AssigneeId == person || t.ActingForId == person || t.ClosedBy == person || t.ClosedActingForId == person))
                        || db.WorkTasks.Any(t => t.CaseId == c.Id && t.Status == WorkTaskStatus.Open && t.AssigneeId == null && t.CandidateIds.Contains(person))
                        || db.WorkTasks.Any(t => t.CaseId == c.Id && t.Status == WorkTaskStatus.Open && t.AssigneeId == null && queues.Contains(t.TeamId)))));
    }

    private static Expression<Func<SubjectRow, bool>> Subject(ReviewFlowDbContext db, FilterPart part, DateOnly today)
    {
        var (person, all, teams) = (part.PersonId, part.All, part.TeamIds.ToArray());
        var kinds = AreaRoles.All.Where(a => part.AllOfAreas.Contains(a.Area)).SelectMany(a => a.Kinds).Distinct().ToArray();
        var areaTeams = part.AreaTeams.Select(t => t[(t.IndexOf('/', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal).ToArray();
        return s => db.AccessList.Any(a => a.SubjectId == s.Id && a.PersonId == person && (a.Until == null || a.Until >= today))
            || (!s.Restricted && ((all && s.Kind == SubjectKind.Child) || kinds.Contains(s.Kind) || areaTeams.Contains(s.TeamId) || teams.Contains(s.TeamId) || s.IroId == person || s.SocialWorkerId == person));
    }

    private static Expression<Func<T, bool>> Any<T>(IEnumerable<Expression<Func<T, bool>>> conditions)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var any = conditions.Aggregate((Expression)Expression.Constant(false), (sum, one) => Expression.OrElse(sum, new Replaced(one.Parameters[0], row).Visit(one.Body)));
        return Expression.Lambda<Func<T, bool>>(any, row);
    }

    private sealed class Replaced(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
