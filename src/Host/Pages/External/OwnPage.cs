using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ReviewFlow.Host.Identity;
using ReviewFlow.Host.Pages.Plans;
using ReviewFlow.Persistence;
using ReviewFlow.Persistence.Cases;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Organisations;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Actions;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Host.Pages.External;

/// <summary>What somebody from outside has to do and what was shared with them.</summary>
public sealed record OwnPageView
{
    public required ExternalAccount Account { get; init; }

    /// <summary>The service or plan that the account is for, in words.</summary>
    public required string For { get; init; }
    public required IReadOnlyList<OwnTask> Work { get; init; }
    public required IReadOnlyList<OwnAction> Actions { get; init; }
    public required IReadOnlyList<OwnVersion> Versions { get; init; }

    /// <summary>Plans that they may read as they stand today.</summary>
    public required IReadOnlyList<OwnPlan> Plans { get; init; }

    /// <summary>The home whose own plan they may begin; null when they may not.</summary>
    public required SubjectRow? ForOwn { get; init; }
    public required DateOnly Today { get; init; }
}

/// <summary>Work of one's own that is no action of a plan.</summary>
public sealed record OwnTask(string Id, string Title, string Reference, DateTimeOffset? DueAt, bool Late);

/// <summary>An action of one's own.</summary>
public sealed record OwnAction(ImprovementActionRow Row, string Number, string Reference, bool Late)
{
    public bool IsOpen => Row.State is ActionState.Open or ActionState.Deciding;
}

/// <summary>A version that was sent to one.</summary>
public sealed record OwnVersion(FrozenHead Version, DeliveryRow Delivery, string Reference);

/// <summary>A plan of one's home.</summary>
public sealed record OwnPlan(string CaseId, string Reference, string? Stage, bool MayDiffer);

/// <summary>A frozen version without its text.</summary>
public sealed record FrozenHead(string CaseId, int Number, string Title, DateOnly DateOfPlan, string CompletedBy);

/// <summary>Reads it, case by case through the one access decision.</summary>
public sealed class OwnPage(ReviewFlowDbContext db, NpgsqlDataSource source, CaseFactsReader reader, PlanList plans, OrganisationCache organisations, BusinessClock clock)
{
    /// <summary>The page of the signed-in person; null for a colleague.</summary>
    public async Task<OwnPageView?> ReadAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        var organisation = await organisations.GetAsync(cancellation);
        if (organisation.External(user.PersonId()) is not { } account) return null;
        await SeenAsync(account, cancellation);
        var today = UkWords.LocalDate(clock.Now());
        var known = await CasesAsync(organisation, user.Actor(), account, today, cancellation);
        var cases = known.ToDictionary(c => c.Row.Id, c => c.Row.Reference ?? c.Row.Title, StringComparer.Ordinal);
        var ids = cases.Keys.ToList();
        return new OwnPageView
        {
            Account = account,
            For = await ForAsync(account, cancellation),
            Work = await WorkAsync(account, cases, ids, cancellation),
            Actions = await ActionsAsync(account, cases, ids, today, cancellation),
            Versions = await VersionsAsync(account, cases, ids, cancellation),
            Plans = [.. known.Where(c => c.Row.Area == ProcessCatalog.Plans && c.May(CaseAction.ReadPlan)).Select(c => new OwnPlan(c.Row.Id, cases[c.Row.Id], c.Row.Stage, c.May(CaseAction.RaiseDifference)))],
            ForOwn = await plans.StartableAsync(user.Actor(), organisation, CaseAction.StartInHouse, today, cancellation) is [var home, ..] ? home : null,
            Today = today,
        };
    }

    // The cases that they know of, the newest first.
    private async Task<List<KnownCase>> CasesAsync(Organisation organisation, Actor actor, ExternalAccount account, DateOnly today, CancellationToken cancellation)
    {
        var near = await db.Cases.AsNoTracking().Where(c => c.Id == account.CaseId || (account.SubjectId != null && c.SubjectId == account.SubjectId)).OrderByDescending(c => c.OpenedAt).ThenBy(c => c.Id).ToListAsync(cancellation);
        var known = new List<KnownCase>();
        foreach (var row in near)
        {
            if (await reader.ReadAsync(row.Id, null, cancellation) is not { } facts) continue;
            var one = new KnownCase(row, action => Access.Decide(organisation, actor, action, facts, null, today).Allowed);
            if (one.May(CaseAction.See)) known.Add(one);
        }

        return known;
    }

    private sealed record KnownCase(CaseRow Row, Func<CaseAction, bool> May);

    private async Task<IReadOnlyList<OwnTask>> WorkAsync(ExternalAccount account, Dictionary<string, string> cases, List<string> ids, CancellationToken cancellation)
    {
        var (me, now) = (account.PersonId, clock.Now());
        var rows = await db.WorkTasks.AsNoTracking()
            .Where(t => ids.Contains(t.CaseId) && t.Status == WorkTaskStatus.Open && t.AssigneeId == me && !db.ImprovementActions.Any(a => a.TaskId == t.Id))
            .OrderBy(t => t.DueAt).ThenBy(t => t.Id).ToListAsync(cancellation);
        return [.. rows.Select(t => new OwnTask(t.Id, t.Title, cases[t.CaseId], t.DueAt, t.DueAt < now))];
    }

    private async Task<IReadOnlyList<OwnAction>> ActionsAsync(ExternalAccount account, Dictionary<string, string> cases, List<string> ids, DateOnly today, CancellationToken cancellation)
    {
        var me = account.PersonId;
        var rows = await db.ImprovementActions.AsNoTracking().Where(a => ids.Contains(a.CaseId) && a.OwnerId == me && a.State != ActionState.Removed && a.State != ActionState.Planned)
            .OrderBy(a => a.DueOn).ThenBy(a => a.SectionId).ThenBy(a => a.Number).ToListAsync(cancellation);
        return [.. rows.Select(a => new OwnAction(a, NumberOf(a), cases[a.CaseId], a.State is ActionState.Open or ActionState.Deciding && a.DueOn < today))];
    }

    private async Task<IReadOnlyList<OwnVersion>> VersionsAsync(ExternalAccount account, Dictionary<string, string> cases, List<string> ids, CancellationToken cancellation)
    {
        var me = account.PersonId;
        var rows = await db.Deliveries.AsNoTracking().Where(d => d.PersonId == me && ids.Contains(d.CaseId))
            .Join(db.FrozenVersions.AsNoTracking(), d => new { d.CaseId, d.Version }, v => new { v.CaseId, Version = v.Number }, (d, v) => new { Delivery = d, Head = new FrozenHead(v.CaseId, v.Number, v.Title, v.DateOfPlan, v.CompletedBy) })
            .ToListAsync(cancellation);
        return [.. rows.OrderByDescending(r => r.Head.Number).Select(r => new OwnVersion(r.Head, r.Delivery, cases[r.Head.CaseId]))];
    }

    /// <summary>The number that people call an action by: "3.2" for the second of the section <c>theme3</c>.</summary>
    public static string NumberOf(ImprovementActionRow row) =>
        Workflows.Versions.VersionBuilder.NumberOf(row.SectionId, new System.Text.Json.Nodes.JsonObject { ["no"] = row.Number }, 0);

    private async Task<string> ForAsync(ExternalAccount account, CancellationToken cancellation) => account.SubjectId is { } service
        ? await db.Subjects.AsNoTracking().Where(s => s.Id == service).Select(s => s.Name).FirstOrDefaultAsync(cancellation) ?? ""
        : await db.Cases.AsNoTracking().Where(c => c.Id == account.CaseId).Select(c => c.Reference ?? c.Title).FirstOrDefaultAsync(cancellation) ?? "";

    private async Task SeenAsync(ExternalAccount account, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(LastSeen.Statement);
        command.Parameters.Add(new NpgsqlParameter { Value = account.PersonId });
        command.Parameters.Add(new NpgsqlParameter { Value = clock.Now().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
