using Microsoft.EntityFrameworkCore;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>
/// Reads what access is decided by, without the case's lock: for pages that only show. Whatever changes is decided
/// again under the lock.
/// </summary>
public sealed class CaseFactsReader(ReviewFlowDbContext db)
{
    /// <summary>Facts of a case; null when there is none.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="instanceId">Instance concerned, for whether it has sent anything yet.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<CaseFacts?> ReadAsync(string caseId, string? instanceId, CancellationToken cancel)
    {
        var row = await db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancel);
        if (row is null) return null;
        var subject = await db.Subjects.AsNoTracking().FirstOrDefaultAsync(s => s.Id == row.SubjectId, cancel);
        var tasks = await db.WorkTasks.AsNoTracking().Where(t => t.CaseId == caseId)
            .Select(t => new HeldTask(t.InstanceId, t.Kind, t.Status, t.TeamId, t.AssigneeId, t.ActingForId, t.ClosedBy, t.ClosedActingForId, t.CandidateIds))
            .ToListAsync(cancel);
        var shared = await db.Deliveries.AsNoTracking().Where(d => d.CaseId == caseId).Select(d => d.PersonId).Distinct().ToListAsync(cancel);
        return FactsOf(row, subject is null ? null : SubjectOf(subject), tasks, await GrantsAsync(row, cancel), await ParticipantsAsync(caseId, cancel), instanceId) with { SharedWith = shared.ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>Who is named on a case, by role.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ParticipantsAsync(string caseId, CancellationToken cancel) =>
        CaseParticipants.Of(await db.CaseParticipants.AsNoTracking().Where(p => p.CaseId == caseId).OrderBy(p => p.PersonId).ToListAsync(cancel));

    /// <summary>The facts out of what was read.</summary>
    internal static CaseFacts FactsOf(CaseRow row, Subject? subject, IReadOnlyList<HeldTask> tasks, Dictionary<string, DateOnly?> grants, IReadOnlyDictionary<string, IReadOnlyList<string>> participants, string? instanceId = null) =>
        new()
        {
            CaseId = row.Id,
            ProcessArea = row.Area,
            Subject = subject ?? OpenedCase.NoSubject,
            Participants = participants,
            InHouse = row.InHouse,
            TaskHolders = tasks.SelectMany(t => t.People).ToHashSet(StringComparer.Ordinal),
            Grants = grants,
            Closed = row.Status != CaseStatus.Open,
            QueueTeams = tasks.Where(t => t is { Status: WorkTaskStatus.Open, AssigneeId: null, TeamId: not null }).Select(t => t.TeamId!).ToHashSet(StringComparer.Ordinal),
            Draft = AreaRoles.Ids.Contains(row.Area) ? IsDraft(row) : instanceId is not null && !tasks.Any(t => t.InstanceId == instanceId && t.Kind == TaskKind.Request),
            OpenedBy = row.OpenedBy,
            Technical = row.SubjectId is null,
        };

    /// <summary>Whether a case with a reference of its own is still only its author's: not registered, and not with the quality team either.</summary>
    internal static bool IsDraft(CaseRow row) => row.Reference is null && row.Stage != "Submitted";

    /// <summary>A subject's row as the rules see it.</summary>
    public static Subject SubjectOf(SubjectRow row) => new()
    {
        Id = row.Id,
        ExternalId = row.ExternalId,
        Name = row.Name,
        BornOn = row.BornOn,
        Gender = row.Gender,
        Ethnicity = row.Ethnicity,
        LegalStatus = row.LegalStatus,
        Placement = row.Placement,
        Language = row.Language,
        NextReviewOn = row.NextReviewOn,
        TeamId = row.TeamId,
        SocialWorkerId = row.SocialWorkerId,
        IroId = row.IroId,
        Restricted = row.Restricted,
        Kind = row.Kind,
    };

    // The later day counts when a person is both on the list and has a grant; no day is later than any.
    internal async Task<Dictionary<string, DateOnly?>> GrantsAsync(CaseRow row, CancellationToken cancel)
    {
        var listed = await db.AccessList.AsNoTracking().Where(a => a.SubjectId == row.SubjectId).Select(a => new { a.PersonId, a.Until }).ToListAsync(cancel);
        var granted = await db.AccessGrants.AsNoTracking().Where(g => g.CaseId == row.Id).Select(g => new { g.PersonId, Until = (DateOnly?)g.Until }).ToListAsync(cancel);
        return listed.Concat(granted).GroupBy(g => g.PersonId, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Any(one => one.Until is null) ? null : g.Max(one => one.Until), StringComparer.Ordinal);
    }
}

/// <summary>A task, as far as it says who has to do with its case.</summary>
internal sealed record HeldTask(
    string InstanceId, TaskKind Kind, WorkTaskStatus Status, string? TeamId, string? AssigneeId, string? ActingForId, string? ClosedBy, string? ClosedActingForId, string[] CandidateIds)
{
    public static HeldTask Of(WorkTaskRow t) =>
        new(t.InstanceId, t.Kind, t.Status, t.TeamId, t.AssigneeId, t.ActingForId, t.ClosedBy, t.ClosedActingForId, t.CandidateIds);

    /// <summary>Who holds or held it, or could take it now.</summary>
    public IEnumerable<string> People => new[] { AssigneeId, ActingForId, ClosedBy, ClosedActingForId }.OfType<string>()
        .Concat(Status == WorkTaskStatus.Open && AssigneeId is null ? CandidateIds : []);
}
