using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What is done with an improvement plan besides its tasks.</summary>
public sealed partial class CaseTransaction
{
    internal const string PlanChanged = "planChanged";

    // One open partnership plan for each home (ruling 31). Two at once: the index lets one through, the other reads again.
    private static async Task<(CaseOutcome.Refused? Refused, JsonObject? Joined)> ClaimAsync(CommandWork work, TaskAction action, CancellationToken cancel)
    {
        if ((action.Claims ?? action.Joins) is not { } claim) return (null, null);
        var holder = await HolderAsync(work, claim, cancel);
        if (action.Claims is not null)
            return (holder is null ? null : new CaseOutcome.Refused(RefusalKind.Conflict, $"This service has {Called(holder)} already, and only one may be open. Add this to it instead."), null);
        return holder is null ? (new CaseOutcome.Refused(RefusalKind.Conflict, "There is no open plan for this service to add it to. Open one."), null) : (null, holder);
    }

    // Ruling 35: whoever is refused hears at once whom to ring for what goes direct.
    private static CaseOutcome.Refused WithContacts(CommandWork work, CaseOutcome.Refused refused)
    {
        var contacts = work.Session.Settings.Where(s => s.Key.StartsWith(DirectContact, StringComparison.Ordinal)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value).ToList();
        return contacts.Count == 0 ? refused : refused with { Message = $"{refused.Message} {string.Join("; ", contacts)}." };
    }

    /// <summary>Beginning of the settings that say whom to ring for what goes direct.</summary>
    public const string DirectContact = "direct.";

    // A date that another body set is not moved here.
    private async Task<CaseOutcome.Refused?> SetElsewhereAsync(CommandWork work, WorkTaskRow row, CancellationToken cancel)
    {
        if (work.Case.Register.Of(row) is not { } action || await FormOfAsync(work.Case.Instances[row.InstanceId], cancel) is not { } form) return null;
        var table = form.Sections.FirstOrDefault(s => s.Id == action.Row.SectionId)?.Fields.FirstOrDefault(f => f.Id == action.Row.TableId);
        if (table?.Register?.Rag is not { } rag || !work.Case.Documents.TryGetValue((row.InstanceId, action.Row.SectionId), out var document)) return null;
        var body = TableRows.Of(document.Content, table.Id).FirstOrDefault(r => TableRows.IdOf(r) == action.Row.RowId)?[rag.SetBy]?.ToString();
        return string.IsNullOrWhiteSpace(body) ? null : new CaseOutcome.Refused(RefusalKind.Conflict, $"This date was set by {body} and is locked to that.");
    }

    private static string Called(JsonObject holder) => $"{holder["reference"]?.ToString() ?? "an open plan"}{(holder["stage"]?.ToString() == "Handed back" ? " (handed back; it opens again)" : "")}";

    private static async Task<JsonObject?> HolderAsync(CommandWork work, string claim, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(work.Session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Claimed).Text(work.Case.Row.SubjectId).Text(claim).Text(work.Case.Row.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new JsonObject { ["caseId"] = rows.GetString(0), ["reference"] = rows.TextOrNull(1), ["stage"] = rows.TextOrNull(2) }
            : null;
    }

    private static ActOnTask Joining(ActOnTask command, JsonObject? joined)
    {
        if (joined is null) return command;
        var values = (JsonObject?)command.Values?.DeepClone() ?? [];
        values["joined"] = joined;
        return command with { Values = values };
    }

    // A further step that a party of the case begins by itself (a difference of opinion).
    private async Task<CaseOutcome> BeginStepAsync(CommandWork work, BeginStep command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.See, null, null, null) is { } hidden) return hidden;
        if (await definitions.LatestAsync(command.DefinitionId, cancel) is not { Process.StartedBy: StartedBy.Party } published || published.Process.Area != work.Case.Row.Area)
            return new CaseOutcome.Refused(RefusalKind.Invalid, "This cannot be begun in this case.");
        if (work.Decide(CaseAction.RaiseDifference, null, null, null) is { } refused) return refused;
        if (work.Case.Row.Claim is null) return new CaseOutcome.Refused(RefusalKind.Conflict, "There is no partnership plan yet to disagree about.");
        if (work.Case.Instances.Values.Any(i => i.Row.DefinitionId == command.DefinitionId && i.Row.Status == WorkflowStatus.Running))
            return new CaseOutcome.Refused(RefusalKind.Conflict, $"“{published.Process.StepTitle}” is open already in this case. Go on with that one.");
        var instance = await work.Bursts.StartAsync(published, new StartOf(new JsonObject { ["raisedBy"] = work.Actor.PersonId }, work.Actor.PersonId), cancel);
        work.Record.Event(instance.Row.Id, "opened", $"{instance.Row.Title} was begun", work.Actor);
        work.Record.Audit("step.begun", work.Actor, instance.Row.Id, new JsonObject { ["definition"] = published.Definition.Id });
        if (await PutSectionsAsync(work, instance, command.Sections, cancel) is { } problem) return problem;
        var mine = work.Case.OpenTasks.FirstOrDefault(t => t.InstanceId == instance.Row.Id && t.AssigneeId == work.Actor.PersonId);
        return work.Done(instance.Row.Id, ("reference", work.Case.Row.Reference), ("taskId", mine?.Id), ("revision", mine?.Revision));
    }

    // S3 L165: numbers are spoken of in minutes, so the number stays and says that its action was taken out, and why.
    private async Task<CaseOutcome> RemoveActionAsync(CommandWork work, RemoveAction command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.See, null, null, null) is { } hidden) return hidden;
        if (work.Case.Actions.GetValueOrDefault(command.ActionId) is not { Row.State: not ActionState.Removed } action || work.Instance(action.Row.InstanceId) is not { } instance) return Unknown;
        var drafting = work.Case.OpenTasks.FirstOrDefault(t => t.InstanceId == instance.Row.Id && IsOwn(work, t));
        if (work.Decide(CaseAction.RemoveAction, instance, drafting is null ? null : TaskFace.Item(drafting), command.Reason) is { } refused) return refused;
        if (await FormOfAsync(instance, cancel) is not { } form || form.Sections.FirstOrDefault(s => s.Id == action.Row.SectionId) is not { } section
            || section.Fields.FirstOrDefault(f => f.Id == action.Row.TableId) is not { Register: { Prefix: not null } register } table)
            return new CaseOutcome.Refused(RefusalKind.Invalid, "This action is not part of a plan from which actions are taken out.");
        if (Locked(work, instance).Contains(section.Id))
            return new CaseOutcome.Refused(RefusalKind.Conflict, "This version of the plan is confirmed and signed. The action can be taken out while the next version is written.");
        if (string.IsNullOrWhiteSpace(command.Reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write why the action is taken out.");
        TakeOut(work, instance, section, table, action, command.Reason.Trim());
        var number = RegisterRows.Number(register, action.Row.Number);
        work.Record.Event(instance.Row.Id, "action-removed", $"Action {number} was taken out of the plan. {command.Reason.Trim()}", work.Actor);
        work.Case.PlanChanged = true;
        await TellPlanAsync(work, cancel);
        return work.Done(instance.Row.Id, ("number", number));
    }

    private static void TakeOut(CommandWork work, OpenedInstance instance, FormSection section, FormField table, OpenedAction action, string reason)
    {
        var document = DocumentOf(work, instance, section.Id);
        var content = (JsonObject)document.Content.DeepClone();
        var rows = TableRows.Of(content, table.Id);
        var gone = rows.First(r => TableRows.IdOf(r) == action.Row.RowId);
        content[table.Id] = new JsonArray([.. rows.Where(r => r != gone).Select(r => r.DeepClone())]);
        content[Removed] = new JsonArray([.. TableRows.Of(content, Removed).Select(r => r.DeepClone()), new JsonObject
        {
            ["id"] = action.Row.RowId,
            [TableRows.Number] = action.Row.Number,
            ["number"] = RegisterRows.Number(table.Register, action.Row.Number),
            ["action"] = action.Row.Text,
            ["reason"] = reason,
            ["by"] = work.Session.Organisation.NameOf(work.Actor.PersonId),
            ["on"] = work.Session.Today.ToString("O"),
        }]);
        document.Replace(content);
        (document.Row.ChangedAt, document.Row.ChangedBy, document.Row.ChangedActingForId) = (work.Session.Now, work.Actor.PersonId, work.Actor.ActingFor);
        CaseRegister.Remove(action, work.Session.Now);
        work.Record.Audit("action.removed", work.Actor, action.Row.Id, new JsonObject { ["number"] = action.Row.Number, ["reason"] = reason, ["row"] = gone.DeepClone() });
    }

    /// <summary>Table of a section in which the actions stand that were taken out.</summary>
    private const string Removed = "removed";

    private static CaseOutcome NameLead(CommandWork work, NamePartnershipLead command)
    {
        if (work.Decide(CaseAction.ChangeLead, null, null, command.Reason) is { } refused) return refused;
        if (work.Case.Row.Claim is null) return new CaseOutcome.Refused(RefusalKind.Conflict, "There is no partnership plan yet that somebody could lead.");
        if (!work.Session.Organisation.InPost(command.PersonId, work.Session.Today)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Choose somebody who works here.");
        var (leads, tactical) = (work.Case.Participants.ByRole.GetValueOrDefault(Roles.PartnershipLead), work.Case.Participants.ByRole);
        if (tactical.GetValueOrDefault(Roles.TacticalLead)?.Contains(command.PersonId, StringComparer.Ordinal) == true && !tactical.ContainsKey(Roles.SecondTacticalLead))
            return new CaseOutcome.Refused(RefusalKind.Invalid, "The only tactical lead cannot also be the partnership lead: a second person has to check the plan.");
        work.Bursts.Name(new JsonObject { [Roles.PartnershipLead] = new JsonArray(command.PersonId) });
        work.Bursts.AssignAgain(Roles.PartnershipLead);
        work.Record.Event(null, "lead-named", $"{Name(work, command.PersonId)} is the partnership lead now. {command.Reason}", work.Actor);
        work.Record.Audit("lead.named", work.Actor, null, new JsonObject { ["from"] = leads is [var was, ..] ? was : null, ["to"] = command.PersonId, ["reason"] = command.Reason });
        var told = work.Bursts.PeopleOf([Roles.PartnershipLead, Roles.HomeManager], null, work.Case.Instances.Values.First());
        work.Record.Notice($"{command.OperationKey}.lead", "pip-lead-assigned", told, null, null, null, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
        return work.Done(null, ("lead", command.PersonId));
    }
}
