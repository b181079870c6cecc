using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Ruling 24: who else may see a restricted case, until when.</summary>
public sealed partial class CaseTransaction
{
    // The deputy is asked where no IRO Manager may see the case.
    private static readonly string[] s_deciders = [Roles.IroManager, Roles.HeadOfIroService];

    private static Task<CaseOutcome> GrantAsync(CommandWork work, GrantAccess command)
    {
        if (work.Decide(CaseAction.GrantAccess, null, null, command.Reason) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        if (Refused(AccessRequestRules.Until(command.Until, work.Session.Today)) is { } never) return Task.FromResult<CaseOutcome>(never);
        if (command.PersonId == command.Actor.PersonId) return Refuse(RefusalKind.Forbidden, "Somebody else has to decide about your own access.");
        if (!work.Session.Organisation.InPost(command.PersonId, work.Session.Today)) return Refuse(RefusalKind.Invalid, "Choose somebody who works here.");
        Grant(work, command.PersonId, command.Until, command.Reason);
        return Task.FromResult<CaseOutcome>(work.Done(null));
    }

    private static void Grant(CommandWork work, string personId, DateOnly until, string reason)
    {
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.PutGrant)
            .Text(work.Case.Row.Id).Text(personId).Day(until).Text(reason).Text(work.Actor.PersonId).Moment(work.Session.Now));
        work.Record.Event(null, "access-granted", $"{Name(work, personId)} may see this until {UkWords.Date(until)}. {reason}", work.Actor);
        work.Record.Audit("access.granted", work.Actor, personId, new JsonObject { ["until"] = until.ToString("O"), ["reason"] = reason });
        Tell(work, "granted", "access-granted", [personId], until);
    }

    private static async Task<CaseOutcome> AskForAccessAsync(CommandWork work, AskForAccess command, CancellationToken cancel)
    {
        var mine = work.Case.OpenTasks.FirstOrDefault(t => IsOwn(work, t));
        if (work.Decide(CaseAction.AskForAccess, null, mine is null ? null : TaskFace.Item(mine), command.Reason) is { } refused) return refused;
        var (session, facts) = (work.Session, work.Case.Facts());
        var open = (await AccessRequestsAsync(work, cancel)).Where(r => r.DecidedAt is null).Select(r => r.PersonId).ToHashSet(StringComparer.Ordinal);
        if (Refused(AccessRequestRules.Ask(facts, command.PersonId, command.Until, command.Reason, open, session.Organisation, session.Today)) is { } not) return not;
        var row = RequestOf(work, command);
        var deciders = Deciders(work, row);
        if (deciders.Count == 0)
            return new CaseOutcome.Refused(RefusalKind.Conflict, "Nobody who could decide this may see this record. Ask information governance to put the IRO Manager on its access list.");
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertAccessRequest)
            .Text(row.Id).Text(row.CaseId).Text(row.PersonId).Day(row.Until).Text(row.Reason).Text(row.AskedBy).Text(row.AskedActingForId).Moment(row.AskedAt));
        work.Record.Event(null, "access-asked", $"Access for {Name(work, row.PersonId)} was asked for until {UkWords.Date(row.Until)}. {row.Reason}", work.Actor);
        work.Record.Audit("access.asked", work.Actor, row.PersonId, new JsonObject { ["request"] = row.Id, ["until"] = row.Until.ToString("O"), ["reason"] = row.Reason });
        Tell(work, "asked", "access-asked", deciders, row.Until);
        return work.Done(null, ("requestId", row.Id), ("deciders", new JsonArray([.. deciders.Select(d => (JsonNode)d)])));
    }

    private static AccessRequestRow RequestOf(CommandWork work, AskForAccess command) => new()
    {
        Id = $"{work.Case.Row.Id}-access-{work.Case.Row.AuditNumber + 1}",
        CaseId = work.Case.Row.Id,
        PersonId = command.PersonId,
        Until = command.Until,
        Reason = command.Reason.Trim(),
        AskedBy = work.Actor.PersonId,
        AskedActingForId = work.Actor.ActingFor,
        AskedAt = work.Session.Now,
    };

    private static async Task<CaseOutcome> DecideAccessAsync(CommandWork work, DecideAccess command, CancellationToken cancel)
    {
        if (work.Decide(CaseAction.See, null, null, null) is { } hidden) return hidden;
        if ((await AccessRequestsAsync(work, cancel)).Find(r => r.Id == command.RequestId) is not { } row) return Unknown;
        if (work.DecideOn(CaseAction.DecideAccess, null, ToDecide(row), command.Reason) is { } refused) return refused;
        if (row.DecidedAt is { } decided) return new CaseOutcome.Refused(RefusalKind.Conflict, $"This was decided on {UkWords.Moment(decided)}.");
        var until = command.Until ?? row.Until;
        if (!command.Approved && string.IsNullOrWhiteSpace(command.Reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write why access is not given.");
        if (command.Approved && Refused(AccessRequestRules.Until(until, work.Session.Today)) is { } never) return never;
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DecideAccessRequest)
            .Text(row.Id).Flag(command.Approved).Text(work.Actor.PersonId).Text(work.Actor.ActingFor).Moment(work.Session.Now).Text(command.Reason).Day(until));
        if (command.Approved) Grant(work, row.PersonId, until, row.Reason);
        else Deny(work, row, command.Reason!);
        Tell(work, "decided", command.Approved ? "access-approved" : "access-refused", new[] { row.AskedBy, row.AskedActingForId }.OfType<string>(), until);
        return work.Done(null, ("requestId", row.Id), ("personId", row.PersonId), ("approved", command.Approved));
    }

    private static void Deny(CommandWork work, AccessRequestRow row, string reason)
    {
        work.Record.Event(null, "access-refused", $"Access for {Name(work, row.PersonId)} was not given. {reason}", work.Actor);
        work.Record.Audit("access.refused", work.Actor, row.PersonId, new JsonObject { ["request"] = row.Id, ["reason"] = reason });
    }

    /// <summary>What access is decided by: neither whoever asked nor whom it is for may decide.</summary>
    internal static TaskFacts ToDecide(AccessRequestRow row) => new()
    {
        TaskId = row.Id,
        Kind = TaskKind.SignOff,
        Role = Roles.IroManager,
        Excluded = new[] { row.AskedBy, row.AskedActingForId, row.PersonId }.OfType<string>().ToHashSet(StringComparer.Ordinal),
    };

    private static List<string> Deciders(CommandWork work, AccessRequestRow row)
    {
        var (session, facts) = (work.Session, work.Case.Facts());
        var roles = new CaseRoles { Subject = work.Case.Subject, Excluded = ToDecide(row).Excluded };
        foreach (var role in s_deciders)
        {
            var found = RoleResolver.ResolveAll(role, roles, session.Organisation, session.Today, work.Case.Row.Area).Select(a => a.PersonId).OfType<string>()
                .Where(p => Access.Decide(session.Organisation, new Actor(p), CaseAction.DecideAccess, facts, ToDecide(row), session.Today).Allowed)
                .Distinct(StringComparer.Ordinal).ToList();
            if (found.Count > 0) return found;
        }

        return [];
    }

    private static void Tell(CommandWork work, string what, string template, IEnumerable<string> people, DateOnly until)
    {
        var end = LocalTime.ToUtc(Clocks.Calendar(null, work.Session.Facts), until, new TimeOnly(17, 0));
        work.Record.Notice($"{work.Case.Row.Id}.access-{what}.{work.Case.Row.AuditNumber}", template, people, null, null, end, critical: false, new JsonObject { ["colleague"] = work.Actor.PersonId });
    }

    private static async Task<List<AccessRequestRow>> AccessRequestsAsync(CommandWork work, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(work.Session.Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CaseReads.AccessRequests).Text(work.Case.Row.Id));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        return await rows.ListAsync(CaseRows.AccessRequest, cancel);
    }
}
