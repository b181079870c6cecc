using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Host.Pages.Cases;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Work;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Disputes;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.Disputes;

/// <summary>Reads all disputes of 12 months that a person may see, one row for each stage (ruling 25).</summary>
public sealed class DisputeList(ReviewFlowDbContext db)
{
    private const string StageDefinition = "drp-stage";

    public async Task<IReadOnlyList<DisputeRow>> ReadAsync(Actor actor, Organisation organisation, WorkingDayCalendar calendar, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = LocalTime.DayOf(calendar, now);
        var since = now.AddMonths(-12);
        var visible = db.CasesVisibleTo(Access.VisibleTo(organisation, actor, today), today);
        var stages = await db.Instances.AsNoTracking()
            .Where(i => i.DefinitionId == StageDefinition && i.VoidedAt == null && (i.StartedAt >= since || i.EndedAt >= since || i.EndedAt == null))
            .Join(visible, i => i.CaseId, c => c.Id, (i, c) => new { i.Id, i.CaseId, i.Reference, i.Title, i.Input, i.StartedAt, i.EndedAt, Subject = db.Subjects.First(s => s.Id == c.SubjectId), CaseOutcome = c.Outcome })
            .OrderByDescending(i => i.StartedAt).ThenBy(i => i.Id)
            .ToListAsync(cancellation);
        var ids = stages.Select(s => s.Id).ToArray();
        var tasks = (await db.WorkTasks.AsNoTracking().Where(t => ids.Contains(t.InstanceId)).OrderBy(t => t.OpenedAt).ToListAsync(cancellation)).ToLookup(t => t.InstanceId, StringComparer.Ordinal);
        return [.. stages.Select(s => Row(new Found(s.Id, s.CaseId, s.Reference ?? s.Title, s.Input, s.StartedAt, s.EndedAt, s.Subject), [.. tasks[s.Id]], organisation, calendar, now))];
    }

    private sealed record Found(string Id, string CaseId, string Reference, string? Input, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, SubjectRow Subject);

    private static DisputeRow Row(Found stage, IReadOnlyList<WorkTaskRow> tasks, Organisation organisation, WorkingDayCalendar calendar, DateTimeOffset now)
    {
        var asked = tasks.Where(t => t.Kind == TaskKind.Request).ToList();
        var rounds = asked.ConvertAll(t => new StageRound(t.OpenedAt, t.ClosedAt, t.Outcome, t.AssigneeId, t.DueAt, t.FirstDueAt));
        var answer = StageAnswer.Of(rounds, stage.EndedAt, now, calendar);
        return new DisputeRow
        {
            CaseId = stage.CaseId,
            InstanceId = stage.Id,
            Reference = stage.Reference,
            Child = stage.Subject.Name,
            Born = ChildBannerReader.Day(stage.Subject.BornOn),
            ExternalId = stage.Subject.ExternalId,
            Restricted = stage.Subject.Restricted,
            Stage = StageOf(stage.Input),
            Locality = LocalityOf(stage.Subject.TeamId, organisation),
            StartedOn = UkWords.LocalDate(stage.StartedAt),
            Manager = asked.LastOrDefault()?.AssigneeId is { } manager ? organisation.NameOf(manager) : null,
            Answer = answer,
            Outcome = OutcomeOf(stage, tasks),
            Reasons = answer.Reasons(rounds, organisation),
        };
    }

    private static string OutcomeOf(Found stage, IReadOnlyList<WorkTaskRow> tasks)
    {
        var chosen = tasks.LastOrDefault(t => t is { Kind: TaskKind.NextAction, Status: WorkTaskStatus.Done });
        var label = chosen is null ? null : TaskFace.Actions(chosen).FirstOrDefault(a => a.Key == chosen.Outcome)?.Label;
        if (stage.EndedAt is null) return label is null ? "Open" : $"{label}, not confirmed yet";
        return label ?? "Ended";
    }

    private static int StageOf(string? input) => input is not null && JsonNode.Parse(input)?["stage"]?.ToString() is { } text && int.TryParse(text, out var stage) ? stage : 0;

    // The nearest locality above the child's team; the team itself where there is none.
    private static string LocalityOf(string teamId, Organisation organisation) =>
        organisation.Upwards(teamId) is { Count: > 0 } path ? (path.FirstOrDefault(u => u.Kind == "locality") ?? path[0]).Name : teamId;
}
