using System.Globalization;
using System.Text;
using Npgsql;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;

namespace ReviewFlow.Persistence.Lists;

/// <summary>
/// The one access decision as a condition on <c>cases c left join subjects s</c>. Lists, counts and searches all use it,
/// and it says the same as <see cref="CaseFilter.Matches"/>.
/// </summary>
internal static class VisibleSql
{
    private const int PerPart = 9;


    /// <summary>The condition; its parameters begin at <paramref name="first"/>.</summary>
    public static string Condition(CaseFilter filter, int first)
    {
        // The day is given always, so it is named even where no part asks for it.
        var text = new StringBuilder("(@today::date is null or ");
        text.Append(filter.Technical ? "c.subject_id is null" : "false");
        for (var i = 0; i < filter.Parts.Count; i++)
        {
            var at = first + (i * PerPart);
            text.Append(" or (c.subject_id is not null and ").Append(Part(at)).Append(')');
            if (filter.Parts[i].IsOwn) text.Append(CultureInfo.InvariantCulture, $" or (c.subject_id is null and {Held($"${at}")})");
        }

        return text.Append(')').ToString();
    }

    /// <summary>Its parameters, in order.</summary>
    public static NpgsqlBatchCommand Visible(this NpgsqlBatchCommand command, CaseFilter filter, DateOnly today)
    {
        foreach (var part in filter.Parts)
        {
            command.Text(part.PersonId).Text(part.ProcessArea).Texts([.. part.NotAreas]).Flag(part.All).Texts([.. part.TeamIds]).Texts([.. part.QueueTeamIds])
                .Texts([.. AreaRoles.Ids]).Texts([.. part.AllOfAreas]).Texts([.. part.AreaTeams]);
        }

        return command.Day(today);
    }

    /// <summary>How many parameters it takes.</summary>
    public static int Count(CaseFilter filter) => (filter.Parts.Count * PerPart) + 1;

    private static string Part(int at)
    {
        string P(int offset) => (at + offset).ToString(CultureInfo.InvariantCulture);
        var (person, area, notAreas, all, teams, queues) = ($"${P(0)}", $"${P(1)}", $"${P(2)}", $"${P(3)}", $"${P(4)}", $"${P(5)}");
        var (own, allOf, areaTeams) = ($"${P(6)}", $"${P(7)}", $"${P(8)}");
        const string kept = "(case when c.in_house then c.area || '!' else c.area end)";
        var listed = $"""
            (exists (select from access_list a where a.subject_id = c.subject_id and a.person_id = {person} and (a.until is null or a.until >= @today))
             or exists (select from access_grants g where g.case_id = c.id and g.person_id = {person} and g.until >= @today))
            """;
        return $"""
            ({area}::text is null or c.area = {area}) and not c.area = any({notAreas}) and (
                {listed}
                or (not s.restricted and ((not c.area = any({own}) and ({all} or s.team_id = any({teams}) or s.iro_id = {person} or s.social_worker_id = {person}))
                    or (c.area = any({own}) and ({kept} = any({allOf}) or {kept} || '/' || s.team_id = any({areaTeams}) or c.opened_by = {person}))
                    or exists (select from case_participants p where p.case_id = c.id and p.person_id = {person})
                    or {Held(person)}
                    or exists (select from work_tasks q where q.case_id = c.id and q.status = 'Open' and q.assignee_id is null and q.team_id = any({queues})))))
            """;
    }

    // Held or done by the person, or nobody's yet and theirs to take.
    private static string Held(string person) => $"""
        exists (select from work_tasks h where h.case_id = c.id and ({person} in (h.assignee_id, h.acting_for_id, h.closed_by, h.closed_acting_for_id)
            or (h.status = 'Open' and h.assignee_id is null and {person} = any(h.candidate_ids))))
        """;

    /// <summary>Puts the number of the day's parameter in.</summary>
    public static string WithToday(this string sql, int number) => sql.Replace("@today", $"${number.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
}
