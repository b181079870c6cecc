using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Forms;

namespace ReviewFlow.Host.Pages.People;

/// <summary>
/// Records a concern: the information, its next action, and the issues of the quality assurance process that follows.
/// Each is a command of its own with a key of its own, so a repeated post goes on where the first one stopped.
/// </summary>
public sealed class ConcernRecorder(ReviewFlowDbContext db, CaseTransaction cases, DefinitionStore definitions)
{
    private const string ToQualityAssurance = "qap";

    /// <summary>Where the person goes next, or what was refused before anything was recorded.</summary>
    public async Task<(string? Link, CaseOutcome.Refused? Refused)> RecordAsync(ConcernDraft draft, Concerned about, string operation, CancellationToken cancellation)
    {
        if (await FormAsync(cancellation) is not { } form) return (null, new CaseOutcome.Refused(RefusalKind.Conflict, "Significant information cannot be recorded here: its process is not published."));
        var sections = draft.Sections(form, about.Actor.PersonId, about.Today, issuesToo: !about.OwnsQap);
        var opened = await cases.ApplyAsync(
            new OpenCase($"{operation}-open", about.Actor, StartMenu.Information, about.SubjectId, Sections: sections, Reason: draft.Reason), cancellation);
        if (opened is not CaseOutcome.Done done) return (null, (CaseOutcome.Refused)opened);
        var caseId = done.CaseId;
        var link = await ActAsync(caseId, TaskKind.Step, "complete", $"{operation}-complete", about.Actor, cancellation)
            ?? await ActAsync(caseId, TaskKind.NextAction, ToQualityAssurance, $"{operation}-next", about.Actor, cancellation);
        return (link ?? await IssuesAsync(draft, about, caseId, operation, cancellation), null);
    }

    private async Task<FormDefinition?> FormAsync(CancellationToken cancellation)
    {
        if ((await definitions.LatestAsync(StartMenu.Information, cancellation))?.Process.Form is not { } id) return null;
        return await definitions.LatestFormAsync(id, cancellation) is { } version ? await definitions.FormAsync(id, version, cancellation) : null;
    }

    // A definition may ask for the information and for what follows at once or one after the other.
    // Null when it is done; otherwise the page on which the person finishes by hand.
    private async Task<string?> ActAsync(string caseId, TaskKind kind, string action, string key, Actor actor, CancellationToken cancellation)
    {
        var task = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Kind == kind)
            .Where(t => db.Instances.Any(i => i.Id == t.InstanceId && i.DefinitionId == StartMenu.Information))
            .OrderByDescending(t => t.OpenedAt).FirstOrDefaultAsync(cancellation);
        if (task is null) return kind == TaskKind.Step ? null : $"/cases/{caseId}";
        if (task.Status != WorkTaskStatus.Open) return null;
        var outcome = await cases.ApplyAsync(new ActOnTask(key, actor, task.Id, task.Revision, action), cancellation);
        return outcome is CaseOutcome.Done ? null : $"/work/{task.Id}";
    }

    private async Task<string> IssuesAsync(ConcernDraft draft, Concerned about, string caseId, string operation, CancellationToken cancellation)
    {
        var task = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId && t.Status == WorkTaskStatus.Open)
            .Where(t => db.Instances.Any(i => i.Id == t.InstanceId && i.DefinitionId == ToQualityAssurance))
            .OrderBy(t => t.OpenedAt).FirstOrDefaultAsync(cancellation);
        if (task is null || !about.OwnsQap) return $"/cases/{caseId}";
        // What is not right yet is shown and mended on the step's own page.
        await cases.ApplyAsync(new SaveSections($"{operation}-issues", about.Actor, task.InstanceId, [new SectionSave(ConcernDraft.Issues, 0, draft.IssueSection(about.ReviewOn))]), cancellation);
        return $"/work/{task.Id}";
    }
}

/// <summary>Who records a concern about whom.</summary>
/// <param name="Actor">Who.</param>
/// <param name="SubjectId">About whom.</param>
/// <param name="OwnsQap">Whether the quality assurance process that follows is the actor's own, or that of somebody covered.</param>
/// <param name="Today">Local business day.</param>
/// <param name="ReviewOn">Day of review when none is typed.</param>
public sealed record Concerned(Actor Actor, string SubjectId, bool OwnsQap, DateOnly Today, DateOnly ReviewOn);
