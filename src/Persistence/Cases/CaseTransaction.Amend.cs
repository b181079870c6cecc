using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

/// <summary>SIG-3: what was signed is never unlocked. It gets a new version with a reason, and a signature of its own.</summary>
public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> AmendAsync(CommandWork work, AmendSigned command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.See, null, null, null) is { } hidden) return hidden;
        if (await SignedAsync(work, command.SignatureId, cancel) is not var (old, parts) || work.Instance(old.InstanceId) is not { } instance) return Unknown;
        if (work.Item(old.TaskId) is not { } item || await FormOfAsync(instance, cancel) is not { } form) return Unknown;
        if (work.DecideOn(CaseAction.Amend, instance, OfSigner(old, item), command.Reason) is { } refused) return refused;
        if (Unamendable(work, command, old) is { } not) return not;
        string[] covers = [.. ((JsonObject)JsonNode.Parse(old.Sections)!).Select(s => s.Key)];
        var open = Amendments.OpenPaths(form, covers, new PartOfWork(item.ActivityId, item.Kind, item.Role), parts);
        if (Amend(work, instance, form, item, command, open) is { } unfit) return unfit;
        var action = new TaskAction { Key = old.Action, Label = old.Action, Signs = true, Declaration = old.Declaration, Covers = covers };
        var signed = await SignAsync(work, instance, item, action, command.Signature, cancel, amends: old);
        if (signed.Refused is { } unsigned) return unsigned;
        Report(work, instance, command, old, signed.Row!);
        return work.Done(instance.Row.Id, ("signature", signed.Row!.Id), ("fingerprint", SignatureRules.Fingerprint(signed.Row.ContentHash)));
    }

    /// <summary>A signature is its signer's, as work in hand is its holder's: theirs to amend, and of whoever covers them.</summary>
    internal static TaskFacts OfSigner(SignatureRow signature, WorkItem item) => item.Facts with
    {
        AssigneeId = signature.SignerId,
        ActingForId = signature.ActingForId,
        Open = true,
    };

    private static CaseOutcome.Refused? Unamendable(CommandWork work, AmendSigned command, SignatureRow old)
    {
        if (old.SupersededAt is not null) return new CaseOutcome.Refused(RefusalKind.Conflict, "This signature does not count any more. Amend what was signed after it.");
        if (string.IsNullOrWhiteSpace(command.Reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write why what was signed is changed.");
        var elsewhere = command.Saves.FirstOrDefault(s => !work.Case.Documents.TryGetValue((old.InstanceId, s.SectionId), out var d) || d.Row.SignatureId != old.Id);
        return elsewhere is null ? null : new CaseOutcome.Refused(RefusalKind.Conflict, "Somebody else has signed this part since, or it was not part of what you signed. Ask them to amend it.");
    }

    private static CaseOutcome.Refused? Amend(
        CommandWork work, OpenedInstance instance, FormDefinition form, WorkItem item, AmendSigned command, IReadOnlySet<string> open)
    {
        var facts = FactsOf(work, instance);
        var before = Missing(work, instance, form, item, facts);
        var versions = command.Saves.ToDictionary(s => s.SectionId, s => DocumentOf(work, instance, s.SectionId).Row.Version, StringComparer.Ordinal);
        foreach (var save in command.Saves)
        {
            var section = form.Sections.First(s => s.Id == save.SectionId);
            var wrong = FormValidator.CheckTyped(section, save.Values, facts);
            if (wrong.Count > 0) return new CaseOutcome.Refused(RefusalKind.Invalid, "Some answers cannot be saved as they are.") { Problems = wrong };
            var refused = new List<FieldProblem>();
            var conflicts = MergeOne(work, instance, form, section, save, open, refused);
            if (refused.Count > 0) return new CaseOutcome.Refused(RefusalKind.Invalid, "Some answers cannot be saved as they are.") { Problems = refused };
            if (conflicts.Count > 0) return new CaseOutcome.Refused(RefusalKind.Conflict, "Somebody else has changed the same answers. Look at both texts and choose.") { Conflicts = conflicts };
        }

        var changed = versions.Where(v => DocumentOf(work, instance, v.Key).Row.Version > v.Value).Select(v => v.Key).ToList();
        if (changed.Count == 0) return new CaseOutcome.Refused(RefusalKind.Invalid, "Nothing was changed that you may change.");
        foreach (var section in changed) DocumentOf(work, instance, section).AmendedBecause = command.Reason;
        // What was right when it was signed stays right: a date may have passed since. Nothing may be emptied.
        var problems = Missing(work, instance, form, item, facts).Where(p => !before.Contains(p)).ToList();
        return problems.Count == 0 ? null : new CaseOutcome.Refused(RefusalKind.Invalid, "Some answers are missing or not right yet.") { Problems = problems };
    }

    private static IReadOnlyList<FieldProblem> Missing(CommandWork work, OpenedInstance instance, FormDefinition form, WorkItem item, FormFacts facts) =>
        FormValidator.Validate(form, Answers(work, instance), item.PhaseKey, facts);

    private static void Report(CommandWork work, OpenedInstance instance, AmendSigned command, SignatureRow old, SignatureRow signed)
    {
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.SupersedeSignature).Text(old.Id).Moment(work.Session.Now).Text(work.Actor.PersonId).Text(command.Reason));
        work.Record.Event(instance.Row.Id, "amended", $"{instance.Row.Title}: amended after signing. {command.Reason}", work.Actor);
        work.Record.Audit("signature.amended", work.Actor, old.Id, new JsonObject
        {
            ["reason"] = command.Reason,
            ["by"] = signed.Id,
            ["from"] = old.ContentHash,
            ["to"] = signed.ContentHash,
        });
        var told = work.Bursts.PeopleOf([Roles.Iro, Roles.IroManager], old.TaskId, instance).Where(p => p != work.Actor.PersonId);
        work.Record.Notice($"{signed.Id}.amended", "amended", told, instance.Row.Id, null, null, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
    }

    private static async Task<(SignatureRow Signature, List<PartOfWork> Parts)?> SignedAsync(CommandWork work, string id, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(work.Session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Signature).Text(id).Text(work.Case.Row.Id));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.PartsOfWork).Text(CaseIds.TaskOfSignature(id)));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var signature = (await rows.ListAsync(CaseRows.Signature, cancel)).FirstOrDefault();
        var parts = await rows.NextListAsync(r => new PartOfWork(r.GetString(0), r.Word<TaskKind>(1), r.GetString(2)), cancel);
        return signature is null ? null : (signature, parts);
    }

    private static string NextSignatureId(CommandWork work, SignatureRow amended) =>
        CaseIds.Signature(amended.TaskId, amended.Action, $"a{(work.Case.Row.AuditNumber + 1).ToString(CultureInfo.InvariantCulture)}");
}
