using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What is taken along: into the next step, and to a sibling.</summary>
public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> CarryForwardAsync(CommandWork work, CarryForwardActions command, CancellationToken cancel)
    {
        var instance = work.Instance(command.InstanceId);
        if (work.Decide(CaseAction.See, instance, null, null) is { } hidden) return hidden;
        if (instance is null) return Unknown;
        var mine = work.Case.OpenTasks.FirstOrDefault(t => t.InstanceId == instance.Row.Id && IsOwn(work, t));
        if (work.Decide(CaseAction.EditSection, instance, mine is null ? null : TaskFace.Item(mine), null) is { } refused) return refused;
        if (await FormOfAsync(instance, cancel) is not { } form || Previous(instance.Row) is not { } previous) return Nothing;
        var open = FormRules.OpenPaths(form, OwnPhases(work, instance), Locked(work, instance));
        if (CarriedActions.TableOf(form) is not var (section, table) || !open.Contains(FormPath.InForm(section.Id, table.Id)))
            return new CaseOutcome.Refused(RefusalKind.Conflict, "The table of actions is not open to you now.");
        JsonObject? There(string id) => work.Case.Documents.TryGetValue((instance.Row.Id, id), out var known) ? known.Content : null;
        if (await work.Bursts.CarriedAsync(previous, form.Id, form.Version, There, cancel) is not var (_, content)) return Nothing;
        var filled = Offered(form, section, table, content, Answers(work, instance), FactsOf(work, instance));
        Keep(work, instance, section, filled, "actions.carried");
        MarkStarted(work, instance);
        return work.Done(instance.Row.Id, ("section", section.Id), ("version", work.Case.Documents[(instance.Row.Id, section.Id)].Row.Version));
    }

    private static CaseOutcome.Refused Nothing => new(RefusalKind.Conflict, "There are no unresolved actions left to carry forward.");

    private static string? Previous(InstanceRow row) => row.Input is { } input ? Text(JsonNode.Parse(input) as JsonObject, "previousInstanceId") : null;

    // Columns that the source did not have offer what a new row would offer.
    private static JsonObject Offered(FormDefinition form, FormSection section, FormField table, JsonObject content, JsonObject answers, FormFacts facts)
    {
        var rows = content[table.Id] as JsonArray ?? [];
        content[table.Id] = new JsonArray([.. rows.Select(r => r is JsonObject row && row.ContainsKey(TableRows.Provenance) ? Prefill.Row(form, section, table, row, answers, facts) : r?.DeepClone())]);
        return content;
    }

    private static void Keep(CommandWork work, OpenedInstance instance, FormSection section, JsonObject content, string audit)
    {
        var document = DocumentOf(work, instance, section.Id);
        work.Case.Register.Take(instance.Row, section, content, work.Session.Now);
        document.Replace(content);
        (document.Row.ChangedAt, document.Row.ChangedBy, document.Row.ChangedActingForId) = (work.Session.Now, work.Actor.PersonId, work.Actor.ActingFor);
        work.Record.Audit(audit, work.Actor, $"{instance.Row.Id}/{section.Id}", new JsonObject { ["version"] = document.Row.Version, ["content"] = content.DeepClone() });
    }

    private async Task<CaseOutcome> CopyAsync(CopyToSibling command, string hash, Session session, CancellationToken cancel)
    {
        if (await SourceAsync(command, cancel) is not { Instance: { } source } read) return Unknown;
        if (SiblingCopy.Starts(source.Row.DefinitionId) is not { } definition || await definitions.LatestAsync(definition, cancel) is not { } published)
            return new CaseOutcome.Refused(RefusalKind.Conflict, "Only significant information and a quality assurance process can be copied; a formal stage comes from a process of its own.");
        var (subject, listed, before) = await CaseLoader.SubjectAsync(session.Connection, command.SubjectId, command.OperationKey, cancel);
        session.Now = clock.Now();
        if (before is not null) return Repeated(command, hash, before);
        if (subject is null) return Unknown;
        var opened = NewCase(CaseIds.New(), published, subject, command.Actor.PersonId, session.Now);
        foreach (var (person, until) in listed) CaseLoader.Grant(opened, person, until);
        var work = new CommandWork(this, session, opened, command, hash);
        if (MayStart(work, published, command.Reason) is { } refused) return refused;
        if (!await AreSiblingsAsync(session, read.Case.Row.SubjectId, command.SubjectId, cancel))
            return new CaseOutcome.Refused(RefusalKind.Invalid, "A concern can be copied to a brother or sister only. Record a new one for anybody else.");
        var reference = source.Row.Reference ?? read.Case.Row.Reference ?? "";
        await StartAsync(work, published, new OpenCase(command.OperationKey, command.Actor, definition, command.SubjectId, Copied(read.Case, source, reference), Reason: command.Reason), cancel);
        if (opened.Instances.Values.FirstOrDefault(i => i.Row.FormId == source.Row.FormId) is not { } copy) return Unknown;
        await FillAsync(work, read.Case, source, copy, reference, cancel);
        work.Record.Event(copy.Row.Id, "copied", $"Copied from {reference}. Read it again for this child before it is sent.", work.Actor);
        var done = OpenedAnswer(work, copy, new OpenCase(command.OperationKey, command.Actor, definition, command.SubjectId));
        await work.CommitAsync(done, cancel);
        return done;
    }

    private static JsonObject Copied(OpenedCase from, OpenedInstance source, string reference) => new()
    {
        ["copiedFrom"] = new JsonObject { ["caseId"] = from.Row.Id, ["instanceId"] = source.Row.Id, ["reference"] = reference },
    };

    private async Task FillAsync(CommandWork work, OpenedCase from, OpenedInstance source, OpenedInstance copy, string reference, CancellationToken cancel)
    {
        if (await FormOfAsync(copy, cancel) is not { } form) return;
        var phases = work.Case.OpenTasks.Where(t => t.InstanceId == copy.Row.Id).Select(TaskFace.PhaseKey).ToHashSet(StringComparer.Ordinal);
        var open = FormRules.OpenPaths(form, phases, new HashSet<string>(StringComparer.Ordinal));
        foreach (var section in form.Sections)
        {
            if (!from.Documents.TryGetValue((source.Row.Id, section.Id), out var document)) continue;
            var content = SiblingCopy.Section(section, document.Content, open, reference);
            if (content.Count > 0) Keep(work, copy, section, content, "section.copied");
        }
    }

    /// <summary>What is copied, read under its own lock and left as it is; null when the person may not know of it.</summary>
    private async Task<(OpenedCase Case, OpenedInstance? Instance)?> SourceAsync(CopyToSibling command, CancellationToken cancel)
    {
        await using var session = await OpenAsync(cancel);
        var loaded = await CaseLoader.LockAsync(session.Connection, CaseOf(command), new Wanting(DocumentsOf: command.InstanceId), cancel);
        session.Now = clock.Now();
        if (loaded.Cases.Count == 0) return null;
        var opened = loaded.Cases[0];
        return Access.Decide(session.Organisation, command.Actor, CaseAction.See, opened.Facts(), null, session.Today).Allowed
            ? (opened, opened.Instances.GetValueOrDefault(command.InstanceId))
            : null;
    }

    private static async Task<bool> AreSiblingsAsync(Session session, string? one, string other, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.Alike).Text(one).Text(other).Text(SiblingCopy.Sibling));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel);
    }
}
