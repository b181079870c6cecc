using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> ActAsync(CommandWork work, ActOnTask command, CancellationToken cancel)
    {
        if (work.Item(command.TaskId) is not { } item)
            return work.Decide(CaseAction.See, null, null, null) ?? (CaseOutcome)Unknown;
        var instance = work.Case.Instances[item.InstanceId];
        if (work.Decide(CaseAction.See, instance, item, null) is { } hidden) return hidden;
        if (!item.Open) return new CaseOutcome.Refused(RefusalKind.Conflict, Finished(work, work.Case.Tasks[item.TaskId].Row));
        var action = item.Actions.FirstOrDefault(a => a.Key == command.Action);
        if (work.Decide(TaskActs.PermissionFor(item.Kind, item.Role, command.Action), instance, item, Text(command.Values, "reason")) is { } refused) return refused;
        if (Refused(TaskRules.Act(item, Tried(work, command), work.Session.Now)) is { } notNow) return action?.Barred is null ? notNow : WithContacts(work, notNow);
        if (RecipientsProblem(work, command) is { } unreachable) return unreachable;
        if (await DistributionProblemAsync(work, item, command, cancel) is { } undeliverable) return undeliverable;
        var claimed = await ClaimAsync(work, item.Actions.First(a => a.Key == command.Action), cancel);
        if (claimed.Refused is { } taken) return taken;
        if (await MergeAsync(work, instance, command.Saves ?? [], OwnPhases(work, instance), cancel) is { } unsaved) return unsaved;
        if (action!.Validates && await InvalidAsync(work, instance, item, cancel) is { } invalid) return invalid;
        var signature = await SignAsync(work, instance, item, action, command.Signature, cancel);
        if (signature.Refused is { } unsigned) return unsigned;
        if (action.Claims is { } claim) work.Case.Row.Claim = claim;
        var outcome = await CompleteAsync(work, instance, item, Joining(command, claimed.Joined), signature.Row, cancel);
        await TellPlanAsync(work, cancel);
        return outcome;
    }

    private static async Task<CaseOutcome> CompleteAsync(
        CommandWork work, OpenedInstance instance, WorkItem item, ActOnTask command, SignatureRow? signature, CancellationToken cancel)
    {
        var values = Carried(work, instance, item, command.Values);
        ActingAcknowledges(work, item.TaskId);
        MarkStarted(work, instance);
        var applied = await work.Bursts.RunAsync(
            instance.Row.Id,
            key => new TaskCompleted(key, item.TaskId, command.Action, work.Actor.PersonId, work.Actor.ActingFor, values),
            cancel);
        if (!applied) return new CaseOutcome.Refused(RefusalKind.Conflict, "This cannot be done now. Nothing was changed.");
        work.Record.Audit("task.acted", work.Actor, item.TaskId, new JsonObject
        {
            ["action"] = command.Action,
            ["title"] = item.Title,
            ["values"] = values?.DeepClone(),
            ["signature"] = signature?.Id,
        });
        var next = work.Case.OpenTasks.FirstOrDefault(t => t.InstanceId == instance.Row.Id && IsOwn(work, t));
        return work.Done(
            instance.Row.Id,
            ("reference", instance.Row.Reference ?? work.Case.Row.Reference),
            ("taskId", item.TaskId),
            ("revision", work.Case.Tasks[item.TaskId].Row.Revision),
            ("signature", signature?.Id),
            ("fingerprint", signature is null ? null : Workflows.SignOffs.SignatureRules.Fingerprint(signature.ContentHash)),
            ("nextTaskId", next?.Id));
    }

    private static ActionTried Tried(CommandWork work, ActOnTask command) => new(
        command.Action,
        command.ExpectedRevision,
        Text(command.Values, "note"),
        Text(command.Values, "reason"),
        work.Case.AttachmentCategories.Any(c => c.Contains("cafcass", StringComparison.OrdinalIgnoreCase)));

    private static CaseOutcome.Refused? RecipientsProblem(CommandWork work, ActOnTask command)
    {
        if (command.Action is not ("send" or "resend" or "changeRecipients")) return null;
        if (command.Values?["recipients"] is not JsonArray chosen)
            return command.Action == "send" ? new CaseOutcome.Refused(RefusalKind.Invalid, "Choose who the request goes to") : null;
        var people = chosen.Select(r => r is JsonObject o ? Text(o, "person") : r?.ToString()).OfType<string>().ToList();
        return Refused(RequestRules.Send(people, work.Actor.PersonId, work.Session.Organisation, work.Case.Facts(), work.Session.Today));
    }

    private async Task<CaseOutcome.Refused?> InvalidAsync(CommandWork work, OpenedInstance instance, WorkItem item, CancellationToken cancel)
    {
        if (await FormOfAsync(instance, cancel) is not { } form) return null;
        var problems = FormValidator.Validate(form, Answers(work, instance), item.PhaseKey, FactsOf(work, instance));
        return problems.Count == 0 ? null : new CaseOutcome.Refused(RefusalKind.Invalid, "Some answers are missing or not right yet.") { Problems = problems };
    }

    /// <summary>The action's values, with those answers that the process routes by.</summary>
    private static JsonObject? Carried(CommandWork work, OpenedInstance instance, WorkItem item, JsonObject? values)
    {
        var carry = instance.State?.Bookmarks.Find(b => b.Id == item.TaskId)?.Task?.Carry ?? [];
        if (carry.Count == 0) return (JsonObject?)values?.DeepClone();
        var form = new JsonObject();
        foreach (var path in carry)
        {
            var parts = path.Split('.');
            if (!work.Case.Documents.TryGetValue((instance.Row.Id, parts[0]), out var document)) continue;
            // A column is that of the row which the work is about.
            if (parts is [_, var table, var column]) form[column] = TableRows.Of(document.Content, table).FirstOrDefault(r => TableRows.IdOf(r) == item.Row)?[column]?.DeepClone();
            else if (parts is [_, var field]) form[field] = document.Content[field]?.DeepClone();
        }

        var all = (JsonObject?)values?.DeepClone() ?? [];
        all["form"] = form;
        return all;
    }

    private static string Finished(CommandWork work, WorkTaskRow row)
    {
        var who = row.ClosedBy is { } by ? work.Session.Organisation.Person(by)?.Name : null;
        var when = row.ClosedAt is { } at ? Workflows.UkWords.Moment(at) : "already";
        return row.Status == WorkTaskStatus.Cancelled
            ? $"This work was withdrawn ({when}). Nothing was changed."
            : $"{who ?? "Somebody"} finished this on {when}. Nothing was changed; what you typed is kept in your draft.";
    }

    private static string? Text(JsonObject? values, string name) =>
        values?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
