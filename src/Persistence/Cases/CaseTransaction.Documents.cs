using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Actions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.Reviews;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> SaveAsync(CommandWork work, SaveSections command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.See, work.Instance(command.InstanceId), null, null) is { } hidden) return hidden;
        if (work.Instance(command.InstanceId) is not { } instance) return Unknown;
        var mine = work.Case.OpenTasks.FirstOrDefault(t => t.InstanceId == instance.Row.Id && IsOwn(work, t));
        if (work.Decide(CaseAction.EditSection, instance, mine is null ? null : TaskFace.Item(mine), null) is { } refused) return refused;
        if (await MergeAsync(work, instance, command.Saves, OwnPhases(work, instance), cancel) is { } problem) return problem;
        ActingAcknowledges(work);
        MarkStarted(work, instance);
        await TellPlanAsync(work, cancel);
        return work.Done(instance.Row.Id, ("versions", Versions(work, command.Saves, instance)));
    }

    /// <summary>Merges what was typed into the sections; null when all of it fits.</summary>
    private async Task<CaseOutcome.Refused?> MergeAsync(
        CommandWork work, OpenedInstance instance, IReadOnlyList<SectionSave> saves, IReadOnlySet<string> phases, CancellationToken cancel)
    {
        if (saves.Count == 0) return null;
        if (await FormOfAsync(instance, cancel) is not { } form) return new CaseOutcome.Refused(RefusalKind.Invalid, "This step has no form.");
        var open = FormRules.OpenPaths(form, phases, Locked(work, instance));
        var conflicts = new List<FieldConflict>();
        var problems = new List<FieldProblem>();
        foreach (var save in saves)
        {
            if (form.Sections.FirstOrDefault(s => s.Id == save.SectionId) is not { } section)
                return new CaseOutcome.Refused(RefusalKind.Invalid, $"The form has no section “{save.SectionId}”.");
            problems.AddRange(FormValidator.CheckTyped(section, save.Values, FactsOf(work, instance)));
            problems.AddRange(await NotOpenAsync(work, instance, section, save, open, cancel));
            if (problems.Count == 0) conflicts.AddRange(MergeOne(work, instance, form, section, save, open, problems));
        }

        if (problems.Count > 0) return new CaseOutcome.Refused(RefusalKind.Invalid, "Some answers cannot be saved as they are.") { Problems = problems };
        return conflicts.Count == 0 ? null : new CaseOutcome.Refused(RefusalKind.Conflict, "Somebody else has changed the same answers. Look at both texts and choose.") { Conflicts = conflicts };
    }

    private static IReadOnlyList<FieldConflict> MergeOne(CommandWork work, OpenedInstance instance, FormDefinition form, FormSection section, SectionSave save, IReadOnlySet<string> open, List<FieldProblem> problems)
    {
        var document = DocumentOf(work, instance, section.Id);
        var start = save.BaseVersion == document.Row.Version ? document.Content : work.Case.Shown.GetValueOrDefault((section.Id, save.BaseVersion)) ?? [];
        var them = new OtherEditor(work.Session.Organisation.NameOf(document.Row.ChangedBy), document.Row.ChangedAt);
        // A decision against an older version than the one of now was made without having seen it.
        var resolved = save.Resolved?.Where(r => r.Value == document.Row.Version).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        // A page about one row says nothing of the others: they are not taken away by not being on it.
        var mine = save.Row is null ? open : open.Where(p => !section.Fields.Any(f => f.Columns.Count > 0 && p == FormPath.InForm(section.Id, f.Id))).ToHashSet(StringComparer.Ordinal);
        var typed = LogEntries.Stamped(section, save.Values, work.Actor.PersonId, work.Session.Now);
        var merged = FormMerge.ThreeWay(section, start, document.Content, typed, mine, them, resolved);
        if (merged.Conflicts.Count > 0 || merged.Changed.Count == 0) return merged.Conflicts;
        problems.AddRange(RetiredChoices.Problems(section, document.Content, merged.Merged));
        problems.AddRange(AnsweredPoints.Problems(section, document.Content, merged.Merged));
        problems.AddRange(Unfinished(work, instance, form, section, merged.Merged));
        problems.AddRange(RegisterRows.Problems(section, document.Content, merged.Merged, work.Case.Register.Agreed(instance.Row.Id, section.Id)));
        ConfirmRag(work, instance, section, document.Content, merged.Merged, problems);
        if (problems.Count > 0) return [];
        work.Case.Register.Take(instance.Row, section, merged.Merged, work.Session.Now);
        document.Replace(merged.Merged);
        document.Row.ChangedAt = work.Session.Now;
        document.Row.ChangedBy = work.Actor.PersonId;
        document.Row.ChangedActingForId = work.Actor.ActingFor;
        work.Record.Audit("section.saved", work.Actor, $"{instance.Row.Id}/{section.Id}", new JsonObject
        {
            ["version"] = document.Row.Version,
            ["changed"] = new JsonArray([.. merged.Changed.Select(c => (JsonNode)c)]),
            ["content"] = merged.Merged.DeepClone(),
        });
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DeleteDraft).Text(instance.Row.Id).Text(section.Id).Text(work.Actor.PersonId));
        return [];
    }

    // No work is completed there, so nothing would ever be found missing: what is saved counts at once.
    private static IEnumerable<FieldProblem> Unfinished(CommandWork work, OpenedInstance instance, FormDefinition form, FormSection section, JsonObject merged)
    {
        var phases = FormRules.OpensAt(section);
        if (!phases.All(StandingPhases.Is)) return [];
        var answers = Answers(work, instance);
        answers[section.Id] = merged.DeepClone();
        return phases.SelectMany(phase => FormValidator.Validate(form, answers, phase, FactsOf(work, instance))).Where(p => p.SectionId == section.Id).Distinct();
    }

    // A status is confirmed by saving it: what is wrong with it is said at once, in whatever state the plan is (ruling 32).
    private static void ConfirmRag(CommandWork work, OpenedInstance instance, FormSection section, JsonObject before, JsonObject after, List<FieldProblem> problems)
    {
        foreach (var (table, register) in RegisterRows.Of(section))
        {
            if (register.Rag is not { } rag) continue;
            work.Case.PlanChanged = true;
            var was = TableRows.Of(before, table.Id).Where(r => TableRows.IdOf(r) is not null).ToDictionary(r => TableRows.IdOf(r)!, StringComparer.Ordinal);
            foreach (var row in TableRows.Of(after, table.Id))
            {
                var (id, typedDue) = (TableRows.IdOf(row), register.Due is { } column && FieldTypes.TryDate(row[column], out var day) ? day : (DateOnly?)null);
                var earlier = id is null ? null : was.GetValueOrDefault(id);
                var due = work.Case.Register.DueOf(instance.Row.Id, section.Id, table.Id, id) ?? typedDue;
                problems.AddRange(RagRows.Problems(section, table, rag, earlier, row, due, work.Session.Today));
                RagRows.Stamp(rag, earlier, row, due, work.Actor.PersonId, work.Session.Now, work.Session.Today);
            }
        }
    }

    /// <summary>Tells whoever follows up the plan that it is different; nobody may be listening yet.</summary>
    private static async Task TellPlanAsync(CommandWork work, CancellationToken cancel)
    {
        if (!work.Case.PlanChanged) return;
        work.Case.PlanChanged = false;
        await work.Bursts.TellAsync(PlanChanged, new JsonObject(), cancel);
    }

    private static OpenedDocument DocumentOf(CommandWork work, OpenedInstance instance, string sectionId)
    {
        if (work.Case.Documents.TryGetValue((instance.Row.Id, sectionId), out var known)) return known;
        var fresh = new OpenedDocument(new DocumentRow
        {
            InstanceId = instance.Row.Id,
            SectionId = sectionId,
            CaseId = work.Case.Row.Id,
            Content = "{}",
            ChangedAt = work.Session.Now,
            ChangedBy = work.Actor.PersonId,
        });
        work.Case.Documents.Add((instance.Row.Id, sectionId), fresh);
        return fresh;
    }

    private async ValueTask<FormDefinition?> FormOfAsync(OpenedInstance instance, CancellationToken cancel) =>
        instance.Row is { FormId: { } form, FormVersion: { } version } ? await definitions.FormAsync(form, version, cancel) : null;

    private static HashSet<string> Locked(CommandWork work, OpenedInstance instance) =>
        work.Case.Documents.Values.Where(d => d.Row.InstanceId == instance.Row.Id && d.Row.SignatureId is not null).Select(d => d.Row.SectionId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Phase keys of the actor's own open tasks in the instance.</summary>
    private static HashSet<string> OwnPhases(CommandWork work, OpenedInstance instance) =>
        work.Case.OpenTasks.Where(t => t.InstanceId == instance.Row.Id && IsOwn(work, t)).Select(TaskFace.PhaseKey)
            .Concat(StandingPhases.Of(work.Session.Organisation, work.Actor, work.Case.Facts(), work.Session.Today)).ToHashSet(StringComparer.Ordinal);

    // What cover holds is the covered person's, and goes back to them with the last day.
    private static bool IsOwn(CommandWork work, WorkTaskRow task) =>
        (task.ActingForId ?? task.AssigneeId) is { } holder && (holder == work.Actor.PersonId
            || work.Session.Organisation.Covers(work.Actor.PersonId, holder, task.Area, work.Session.Today));

    private static FormFacts FactsOf(CommandWork work, OpenedInstance instance) => new(
        work.Session.Today,
        work.Case.Row.SubjectId is null ? null : work.Case.Subject,
        PlanFields.With(work.Case.Fields, work.Case.Row.Area, work.Case.Actions.Values.Select(a => a.Row), work.Session.Today),
        instance.Row.Input is { } input ? JsonNode.Parse(input) as JsonObject : null,
        work.Session.Organisation.Nameable(work.Case.Subject, work.Case.Row.Id),
        Clocks.Calendar(work.Session.Organisation.CalendarAt(work.Case.Subject.TeamId), work.Session.Facts));

    /// <summary>All answers of the instance, by section.</summary>
    private static JsonObject Answers(CommandWork work, OpenedInstance instance) =>
        new(work.Case.Documents.Values.Where(d => d.Row.InstanceId == instance.Row.Id)
            .Select(d => KeyValuePair.Create(d.Row.SectionId, (JsonNode?)d.Content.DeepClone())));

    private static JsonObject Versions(CommandWork work, IReadOnlyList<SectionSave> saves, OpenedInstance instance) =>
        new(saves.Select(s => s.SectionId).Distinct(StringComparer.Ordinal)
            .Select(id => KeyValuePair.Create(id, (JsonNode?)(work.Case.Documents.TryGetValue((instance.Row.Id, id), out var d) ? d.Row.Version : 0))));

    // Who saves has begun; then it is incomplete work, no longer incoming.
    private static void MarkStarted(CommandWork work, OpenedInstance instance)
    {
        foreach (var row in work.Case.OpenTasks.Where(t => t.InstanceId == instance.Row.Id && t.StartedAt is null && IsOwn(work, t)).ToList())
        {
            row.StartedAt = work.Session.Now;
            work.Case.Tasks[row.Id].Changed = true;
        }
    }
}
