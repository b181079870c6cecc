using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Actions;

/// <summary>The actions of one case: follows the tables they stand in and the tasks about them, in the case's own commit.</summary>
internal sealed class CaseRegister(OpenedCase opened)
{
    private const int LongestTitle = 90;

    /// <summary>Takes over what a section says, after it was changed. Gives new rows their number.</summary>
    /// <param name="instance">Instance of the section.</param>
    /// <param name="section">The section.</param>
    /// <param name="content">Its content; rows get their number here.</param>
    /// <param name="now">Business time.</param>
    public void Take(InstanceRow instance, FormSection section, JsonObject content, DateTimeOffset now)
    {
        if (Themes.NamedBy(section, content) is { } themes)
        {
            opened.Writes.Add(new NpgsqlBatchCommand(ActionStatements.PutThemes)
                .Text(instance.CaseId).Text(instance.Id).Text(section.Id).Text(instance.Area).Moment(now).Texts([.. themes]));
        }

        foreach (var (table, register) in RegisterRows.Of(section))
        {
            var known = Of(instance.Id, section.Id, table.Id).ToDictionary(a => a.Row.RowId, StringComparer.Ordinal);
            Renumber(TableRows.Of(content, table.Id), known);
            foreach (var row in RegisterRows.Read(table, register, content))
            {
                var action = known.GetValueOrDefault(row.RowId) ?? Add(instance, section.Id, table.Id, row.RowId, content, now);
                Take(action, register, row, now);
                if (register.Rag is { } rag) Take(action, rag, TableRows.Of(content, table.Id).First(r => TableRows.IdOf(r) == row.RowId), now);
            }

            var there = TableRows.Of(content, table.Id).Select(TableRows.IdOf).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in known.Values.Where(a => !there.Contains(a.Row.RowId) && a.Row.State is not ActionState.Removed)) Set(gone, now, r => r.State = ActionState.Removed);
        }
    }

    /// <summary>The agreed actions of a section, by table and row: those that a plan may not lose.</summary>
    public IReadOnlyDictionary<(string Table, string Row), int> Agreed(string instanceId, string sectionId) => opened.Actions.Values
        .Where(a => a.Row.InstanceId == instanceId && a.Row.SectionId == sectionId && IsAgreed(a.Row) && (a.Row.TaskId is not null || a.Row.AddressedAt is not null))
        .ToDictionary(a => (a.Row.TableId, a.Row.RowId), a => a.Row.Number);

    /// <summary>Answers a process that follows up a table.</summary>
    public JsonArray Read(ReadRegister question)
    {
        var (section, table) = Parts(question.Register);
        return [.. Of(question.InstanceId, section, table).Where(a => a.Row.State is not (ActionState.Removed or ActionState.Ended)).OrderBy(a => a.Row.Number).Select(a => (JsonNode)new JsonObject
        {
            ["row"] = a.Row.RowId,
            ["number"] = a.Row.Number,
            ["owner"] = a.Row.OwnerId,
            ["due"] = a.Row.DueOn?.ToString("O"),
            ["state"] = a.Row.State.ToString(),
            ["impactDue"] = a.Row.ImpactCheckedAt is null ? a.Row.ImpactDueOn?.ToString("O") : null,
        })];
    }

    /// <summary>Records how an action stands, as its process says.</summary>
    public void Record(string instanceId, RecordAction effect, DateTimeOffset now)
    {
        var (section, table) = Parts(effect.Register);
        if (Of(instanceId, section, table).FirstOrDefault(a => a.Row.RowId == effect.Row) is not { } action) return;
        Set(action, now, row =>
        {
            if (Enum.TryParse<ActionState>(effect.State, out var state))
            {
                row.State = state;
                row.AddressedAt = state is ActionState.Complete or ActionState.NotAchievable ? now : null;
            }

            row.DueOn = effect.DueOn ?? row.DueOn;
            row.ImpactDueOn = effect.ImpactDueOn ?? (row.AddressedAt is null ? null : row.ImpactDueOn);
            if (effect.ImpactChecked) row.ImpactCheckedAt = now;
        });
    }

    /// <summary>The instance has ended: what nobody follows up any more is not open.</summary>
    public void End(string instanceId, DateTimeOffset now)
    {
        foreach (var action in opened.Actions.Values.Where(a => a.Row.InstanceId == instanceId && a.Row.State is (ActionState.Planned or ActionState.Open or ActionState.Deciding)).ToList())
            Set(action, now, row => (row.State, row.TaskId) = (ActionState.Ended, null));
    }

    /// <summary>Holder and date are those of the task about it: reassigning and extending are done there.</summary>
    public void FollowTasks()
    {
        foreach (var task in opened.Tasks.Values.Where(t => t.IsNew || t.Changed || t.Closed))
        {
            if (Of(task.Row) is not { } action) continue;
            if (task.Row.Status != WorkTaskStatus.Open)
            {
                if (action.Row.TaskId == task.Row.Id) Set(action, action.Row.ChangedAt, r => r.TaskId = null);
                continue;
            }

            var doing = task.Row.Phase.StartsWith("doing", StringComparison.Ordinal);
            Set(action, action.Row.ChangedAt, row =>
            {
                row.TaskId = task.Row.Id;
                if (doing && task.Row.DueAt is { } due) row.DueOn = UkWords.LocalDate(due);
                if (doing && (task.Row.ActingForId ?? task.Row.AssigneeId) is { } holder) row.OwnerId = holder;
            });
        }
    }

    /// <summary>How an action stands; null for a row of no register.</summary>
    public string? StateOf(string instanceId, string section, string table, string row) => opened.Actions.GetValueOrDefault(IdOf(instanceId, section, table, row))?.Row.State.ToString();

    /// <summary>RAG status of an action of a plan in words, as it counts on a day; null when it is no action.</summary>
    public string? RagOf(string instanceId, string section, string table, string row, DateOnly today) =>
        opened.Actions.GetValueOrDefault(IdOf(instanceId, section, table, row)) is { } action ? PlanFields.StatusOf(action.Row, today).Words : null;

    /// <summary>The day by which an action is agreed to be done now; null when the register does not know it.</summary>
    public DateOnly? DueOf(string instanceId, string section, string table, string? row) =>
        row is null ? null : opened.Actions.GetValueOrDefault(IdOf(instanceId, section, table, row))?.Row.DueOn;

    /// <summary>Takes an action out of its plan; its number is never given again.</summary>
    public static void Remove(OpenedAction action, DateTimeOffset now) => Set(action, now, row => (row.State, row.TaskId) = (ActionState.Removed, null));

    /// <summary>The action that a task is about; null for any other task.</summary>
    public OpenedAction? Of(WorkTaskRow task)
    {
        if (TaskFace.RowOf(task) is not { } row || JsonNode.Parse(task.Details!)?["register"]?.ToString() is not { } register) return null;
        var (section, table) = Parts(register);
        return opened.Actions.GetValueOrDefault(IdOf(task.InstanceId, section, table, row));
    }

    /// <summary>The text of the action that a wait is about, shortened for a line; null for any other wait.</summary>
    public string? TextOf(string instanceId, JsonObject details)
    {
        if (details["row"]?.ToString() is not { } row || details["register"]?.ToString() is not { } register) return null;
        var (section, table) = Parts(register);
        return opened.Actions.GetValueOrDefault(IdOf(instanceId, section, table, row))?.Row.Text is { Length: > 0 } text
            ? text.Length > LongestTitle ? $"{text.AsSpan(0, LongestTitle).TrimEnd()}…" : text
            : null;
    }

    /// <summary>Sends every changed action along with the commit.</summary>
    public IEnumerable<NpgsqlBatchCommand> Writes() => opened.Actions.Values.Where(a => a.Changed).Select(a => a.Row).Select(a => new NpgsqlBatchCommand(ActionStatements.Put)
        .Text(a.Id).Text(a.CaseId).Text(a.InstanceId).Text(a.Area).Text(a.SectionId).Text(a.TableId).Text(a.RowId).Number(a.Number).Text(a.Text).Text(a.Theme)
        .Text(a.OwnerId).Text(a.Standing).Word(a.State).Day(a.FirstDueOn).Day(a.DueOn).Moment(a.AddressedAt).Day(a.ImpactDueOn).Moment(a.ImpactCheckedAt)
        .Text(a.TaskId).Text(a.CarriedFrom).Number(a.Revision).Moment(a.OpenedAt).Moment(a.ChangedAt)
        .Text(a.Rag).Text(a.RagFor).Flag(a.OffTarget).Day(a.CompletedOn).Flag(a.Started));

    private IEnumerable<OpenedAction> Of(string instanceId, string section, string table) =>
        opened.Actions.Values.Where(a => a.Row.InstanceId == instanceId && a.Row.SectionId == section && a.Row.TableId == table);

    // The id of a row that was taken away is not used again, and neither is its number.
    private static void Renumber(IReadOnlyList<JsonObject> rows, Dictionary<string, OpenedAction> known)
    {
        var last = known.Values.Select(a => a.Row.Number).DefaultIfEmpty(0).Max();
        foreach (var row in rows)
        {
            if (TableRows.IdOf(row) is { } id && known.GetValueOrDefault(id) is { } action)
            {
                if (action.Row.State != ActionState.Removed)
                {
                    row[TableRows.Number] = action.Row.Number;
                    continue;
                }

                row["id"] = $"a{(last + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            }

            row[TableRows.Number] = ++last;
        }
    }

    private OpenedAction Add(InstanceRow instance, string section, string table, string row, JsonObject content, DateTimeOffset now)
    {
        var number = (int)TableRows.Of(content, table).First(r => TableRows.IdOf(r) == row)[TableRows.Number]!;
        var action = new OpenedAction(new ImprovementActionRow
        {
            Id = IdOf(instance.Id, section, table, row),
            CaseId = instance.CaseId,
            InstanceId = instance.Id,
            Area = instance.Area,
            SectionId = section,
            TableId = table,
            RowId = row,
            Number = number,
            State = ActionState.Planned,
            OpenedAt = now,
        });
        opened.Actions.Add(action.Row.Id, action);
        return action;
    }

    private static void Take(OpenedAction action, FormRegister register, RegisterRow said, DateTimeOffset now) => Set(action, now, row =>
    {
        (row.Text, row.Theme, row.Standing, row.CarriedFrom) = (said.Text, said.Theme, said.Standing, said.CarriedFrom);
        if (row.TaskId is null || row.State == ActionState.Planned) row.OwnerId = said.OwnerId;
        if (row.State == ActionState.Planned || (row.TaskId is null && row.AddressedAt is null)) (row.FirstDueOn, row.DueOn) = (said.DueOn, said.DueOn);
        if (register.Followed) return;
        // Nobody follows it up by tasks: the row itself says how it stands.
        row.State = said.Closed ? ActionState.Complete : ActionState.Open;
        row.AddressedAt = said.Closed ? row.AddressedAt ?? now : null;
    });

    // Green, confirmed, is complete; leaving Green opens it again. Whoever follows it up hears of it.
    private static void Take(OpenedAction action, FormRag rag, JsonObject cells, DateTimeOffset now) => Set(action, now, row =>
    {
        var facts = RagRows.Facts(rag, cells, row.DueOn);
        (row.Rag, row.RagFor, row.OffTarget, row.CompletedOn, row.Started) =
            (facts.Confirmed?.ToString(), facts.ConfirmedFor?.ToString(), facts.OffTarget, facts.CompletedOn, facts.Started);
        row.Standing = row.Rag;
        if (facts.Confirmed == RagColour.Green && row.State is (ActionState.Planned or ActionState.Open)) (row.State, row.AddressedAt) = (ActionState.Complete, now);
        if (facts.Confirmed != RagColour.Green && row.State == ActionState.Complete) (row.State, row.AddressedAt, row.ImpactDueOn) = (ActionState.Open, null, null);
    });

    private static void Set(OpenedAction action, DateTimeOffset now, Action<ImprovementActionRow> change)
    {
        change(action.Row);
        if (!action.Changed) action.Row.Revision++;
        (action.Row.ChangedAt, action.Changed) = (now, true);
    }

    private static bool IsAgreed(ImprovementActionRow row) => row.State is ActionState.Open or ActionState.Deciding or ActionState.Complete or ActionState.NotAchievable;

    private static string IdOf(string instanceId, string section, string table, string row) => $"{instanceId}.{section}.{table}.{row}";

    private static (string Section, string Table) Parts(string register) => register.Split('.', 2) is [var section, var table] ? (section, table) : (register, "");
}
