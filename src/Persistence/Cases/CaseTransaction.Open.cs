using System.Text.Json.Nodes;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Audit;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    private async Task<CaseOutcome> OpenCaseAsync(OpenCase command, string hash, Session session, CancellationToken cancel)
    {
        var (subject, listed, before) = await CaseLoader.SubjectAsync(session.Connection, command.SubjectId, command.OperationKey, cancel);
        session.Now = clock.Now();
        if (before is not null) return Repeated(command, hash, before);
        if (subject is null) return Unknown;
        if (await definitions.LatestAsync(command.DefinitionId, cancel) is not { } published) return Unknown;
        var opened = NewCase(CaseIds.New(), published, subject, command.Actor.PersonId, session.Now);
        foreach (var (person, until) in listed) CaseLoader.Grant(opened, person, until);
        var work = new CommandWork(this, session, opened, command, hash);
        if (MayStart(work, published, command.Reason, command.Input) is { } refused) return refused;
        var instance = await StartAsync(work, published, command, cancel);
        if (await PutSectionsAsync(work, instance, command.Sections, cancel) is { } problem) return problem;
        var done = OpenedAnswer(work, instance, command);
        await work.CommitAsync(done, cancel);
        return done;
    }

    private static CaseOutcome.Refused? MayStart(CommandWork work, PublishedDefinition published, string? reason, JsonObject? input = null) => published.Process.StartedBy switch
    {
        StartedBy.Concern => work.Decide(CaseAction.StartConcern, null, null, reason),
        // A home begins its own plan; whatever came from outside is for the partnership.
        StartedBy.Area when Text(input, "route") == "A" => work.Decide(CaseAction.StartInHouse, null, null, reason),
        StartedBy.Area => work.Decide(CaseAction.StartInArea, null, null, reason),
        StartedBy.Iro => work.Decide(CaseAction.StartReview, null, null, reason),
        _ => work.Decide(CaseAction.See, null, null, null)
            ?? new CaseOutcome.Refused(RefusalKind.Conflict, $"“{published.Process.StepTitle}” is opened by the step before it, not by itself."),
    };

    private static async Task<OpenedInstance> StartAsync(CommandWork work, PublishedDefinition published, OpenCase command, CancellationToken cancel)
    {
        var instance = await work.Bursts.StartAsync(published, new StartOf(command.Input, command.Actor.PersonId), cancel);
        work.Record.Event(instance.Row.Id, "opened", $"{instance.Row.Title} {instance.Row.Reference} was started", work.Actor);
        work.Record.Audit("case.opened", work.Actor, instance.Row.Id, new JsonObject
        {
            ["definition"] = published.Definition.Id,
            ["subject"] = work.Case.Row.SubjectId,
            ["reference"] = instance.Row.Reference,
            ["reason"] = command.Reason,
        });
        return instance;
    }

    // Who opens may fill whatever the first waits ask for, whoever of them is to go on with it.
    private async Task<CaseOutcome.Refused?> PutSectionsAsync(
        CommandWork work, OpenedInstance instance, IReadOnlyDictionary<string, JsonObject>? sections, CancellationToken cancel)
    {
        if (sections is null || sections.Count == 0) return null;
        var phases = work.Case.OpenTasks.Where(t => t.InstanceId == instance.Row.Id).Select(TaskFace.PhaseKey).ToHashSet(StringComparer.Ordinal);
        var saves = sections.Select(s => new SectionSave(s.Key, 0, s.Value)).ToList();
        return await MergeAsync(work, instance, saves, phases, cancel);
    }

    private static CaseOutcome.Done OpenedAnswer(CommandWork work, OpenedInstance instance, OpenCase command)
    {
        var mine = work.Case.OpenTasks.FirstOrDefault(t => t.AssigneeId == command.Actor.PersonId);
        return work.Done(
            instance.Row.Id,
            ("reference", instance.Row.Reference ?? work.Case.Row.Reference),
            ("taskId", mine?.Id),
            ("revision", mine?.Revision));
    }

    private static OpenedCase NewCase(string id, PublishedDefinition published, Subject? subject, string openedBy, DateTimeOffset now)
    {
        var row = new CaseRow
        {
            Id = id,
            Title = published.Process.StepTitle,
            Area = published.Process.Area,
            SubjectId = subject?.Id,
            Status = CaseStatus.Open,
            OpenedAt = now,
            OpenedBy = openedBy,
            Fields = "{}",
            AuditHead = AuditChain.Start,
        };
        return new OpenedCase(row, isNew: true) { Subject = subject ?? OpenedCase.NoSubject };
    }
}
