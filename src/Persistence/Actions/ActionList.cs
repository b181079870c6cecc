using Npgsql;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Lists;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Actions;

/// <summary>An action as a list shows it.</summary>
/// <param name="Row">The action.</param>
/// <param name="Reference">Reference of its step or case.</param>
/// <param name="Step">What its step is called.</param>
/// <param name="SubjectId">Whom it is about.</param>
/// <param name="SubjectName">Name.</param>
/// <param name="Restricted">Whether that record is restricted.</param>
public sealed record ActionLine(ImprovementActionRow Row, string Reference, string Step, string SubjectId, string SubjectName, bool Restricted);

/// <summary>Whose actions are wanted.</summary>
public enum ActionScope
{
    /// <summary>My own, and those of whom I cover today.</summary>
    Mine,

    /// <summary>Those of the people whose manager I am, and of the units that I manage.</summary>
    Team,

    /// <summary>All that I may see.</summary>
    All,
}

/// <summary>The actions of all processes, trimmed by access: whoever may not see a case sees none of its actions, and they are not counted.</summary>
public sealed class ActionList(NpgsqlDataSource source, OrganisationCache organisation, BusinessClock clock)
{
    private static string Sql(CaseFilter filter) => $"""
        select a.id, a.case_id, a.instance_id, a.area, a.section_id, a.table_id, a.row_id, a.number, a.text, a.theme, a.owner_id, a.standing,
               a.state, a.first_due_on, a.due_on, a.addressed_at, a.impact_due_on, a.impact_checked_at, a.task_id, a.carried_from,
               a.revision, a.opened_at, a.changed_at, a.rag, a.rag_for, a.off_target, a.completed_on, a.started, coalesce(i.reference, c.reference, i.title), i.title, s.id, s.name, s.restricted
        from improvement_actions a
        join cases c on c.id = a.case_id
        join instances i on i.id = a.instance_id
        join subjects s on s.id = c.subject_id
        where a.state <> 'Removed' and i.voided_at is null and ($1::text[] is null or a.owner_id = any($1)) and ($2::text is null or a.id = $2)
          and {VisibleSql.Condition(filter, 3)}
        order by a.due_on nulls last, c.reference, a.number
        """.WithToday(2 + VisibleSql.Count(filter));

    /// <summary>For the test that prepares every statement.</summary>
    internal static string Statement(CaseFilter filter) => Sql(filter);

    /// <summary>The actions of a scope, by date.</summary>
    public async Task<IReadOnlyList<ActionLine>> ReadAsync(Actor actor, ActionScope scope, CancellationToken cancel = default)
    {
        var known = await organisation.GetAsync(cancel);
        var today = UkWords.LocalDate(clock.Now());
        return await ReadAsync(Access.VisibleTo(known, actor, today), today, Owners(scope, actor.PersonId, known, today), null, cancel);
    }

    /// <summary>One action; null when there is none or the person may not know of it.</summary>
    public async Task<ActionLine?> OneAsync(Actor actor, string actionId, CancellationToken cancel = default)
    {
        var today = UkWords.LocalDate(clock.Now());
        var found = await ReadAsync(Access.VisibleTo(await organisation.GetAsync(cancel), actor, today), today, null, actionId, cancel);
        return found.Count == 0 ? null : found[0];
    }

    private async Task<IReadOnlyList<ActionLine>> ReadAsync(CaseFilter filter, DateOnly today, IReadOnlyCollection<string>? owners, string? id, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        var command = new NpgsqlBatchCommand(Sql(filter));
        command = owners is null ? command.NoTexts() : command.Texts(owners);
        batch.BatchCommands.Add(command.Text(id).Visible(filter, today));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(r => new ActionLine(CaseRows.Action(r), r.GetString(28), r.GetString(29), r.GetString(30), r.GetString(31), r.GetBoolean(32)), cancel);
    }

    private static IReadOnlyCollection<string>? Owners(ActionScope scope, string person, Organisation known, DateOnly today) => scope switch
    {
        ActionScope.Mine => [person, .. known.Away(today).Where(away => known.Covers(person, away, "", today))],
        ActionScope.Team => Team(person, known, today),
        _ => null,
    };

    // Leavers stay in the list of who managed them last: their actions cannot be lost.
    private static IReadOnlyCollection<string> Team(string person, Organisation known, DateOnly today)
    {
        var units = known.RolesOf(person, today).Where(r => Roles.Managing.Contains(r.Role)).SelectMany(r => known.Below(r.UnitId)).ToHashSet(StringComparer.Ordinal);
        return [.. known.Memberships.Where(m => m.LineManagerId == person || units.Contains(m.UnitId)).Select(m => m.PersonId).Where(p => p != person).Distinct(StringComparer.Ordinal)];
    }
}
