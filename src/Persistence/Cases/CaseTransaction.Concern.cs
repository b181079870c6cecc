using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Persistence.Cases;

/// <summary>Ruling 1: around the clock, from one person to the next, until somebody acknowledges.</summary>
public sealed partial class CaseTransaction
{
    internal const string ConcernRung = "immediate-concern";

    private static readonly TimeSpan s_climbAfter = TimeSpan.FromMinutes(30);

    private static Task<CaseOutcome> RaiseConcernAsync(CommandWork work, RaiseImmediateConcern command)
    {
        if (work.Decide(CaseAction.RaiseImmediateConcern, null, null, null) is { } refused) return Task.FromResult<CaseOutcome>(refused);
        var first = People(work, "teamManager", "serviceManager");
        var later = People(work, "serviceDirector", "corporateDirector").Except(first, StringComparer.Ordinal).ToList();
        var alert = new AlertRow
        {
            Id = $"{work.Case.Row.Id}-concern-{work.Case.Row.AuditNumber + 1}",
            CaseId = work.Case.Row.Id,
            InstanceId = "",
            BookmarkId = "",
            Rung = ConcernRung,
            Template = ConcernRung,
            PersonIds = [.. first],
            Critical = true,
            DueAt = work.Session.Now,
            RaisedAt = work.Session.Now,
        };
        work.Record.Alert(alert, work.Session.Now);
        if (work.Session.Settings.TryGetValue("duty.email", out var duty))
            work.Record.MailToAddress(alert, duty, work.Session.Now);
        DateTimeOffset? next = later.Count == 0 ? null : work.Session.Now + s_climbAfter;
        work.Case.Writes.Add(Put(new ImmediateConcernRow
        {
            Id = alert.Id,
            CaseId = work.Case.Row.Id,
            RaisedBy = work.Actor.PersonId,
            RaisedAt = work.Session.Now,
            RungWhom = command.RungWhom,
            RungAt = command.RungAt,
            Note = command.Note,
            Chain = [.. first, .. later],
            Told = first.Count,
            NextAt = next,
        }));
        work.Record.Event(null, ConcernRung, $"Immediate concern raised; {command.RungWhom} was rung", work.Actor);
        work.Record.Audit("concern.raised", work.Actor, alert.Id, new JsonObject { ["rung"] = command.RungWhom, ["at"] = command.RungAt, ["note"] = command.Note });
        return Task.FromResult<CaseOutcome>(work.Done(null, ("alertId", alert.Id)));
    }

    private static List<string> People(CommandWork work, params string[] roles) =>
        [.. roles.Select(r => RoleResolver.Resolve(r, new CaseRoles { Subject = work.Case.Subject }, work.Session.Organisation, work.Session.Today, work.Case.Row.Area).PersonId)
            .OfType<string>().Distinct(StringComparer.Ordinal)];

    // One acknowledgement calms everybody who was told of it.
    private static void CalmConcern(CommandWork work, AlertRow alert)
    {
        var concern = alert.Id.Split('+')[0];
        foreach (var other in work.Case.Alerts.Where(a => a.Id.Split('+')[0] == concern).ToList()) work.Record.Settle(other, work.Actor.PersonId);
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.CalmConcern).Text(concern).Text(work.Actor.PersonId).Moment(work.Session.Now));
    }

    /// <summary>Tells the next person of a concern that nobody has acknowledged.</summary>
    internal static void Climb(OpenedCase opened, Session session, ImmediateConcernRow concern)
    {
        var record = new CaseRecord(opened, session);
        var person = concern.Chain[concern.Told];
        concern.Told++;
        concern.NextAt = concern.Told < concern.Chain.Length ? session.Now + s_climbAfter : null;
        record.Alert(
            new AlertRow
            {
                Id = $"{concern.Id}+{concern.Told}",
                CaseId = opened.Row.Id,
                InstanceId = "",
                BookmarkId = "",
                Rung = ConcernRung,
                Template = ConcernRung,
                PersonIds = [person],
                Critical = true,
                DueAt = concern.RaisedAt,
                RaisedAt = session.Now,
            },
            session.Now);
        record.Event(null, ConcernRung, $"Nobody had acknowledged the immediate concern; {session.Organisation.NameOf(person)} was told", null);
        record.Audit("concern.climbed", null, concern.Id, new JsonObject { ["to"] = person });
        opened.Writes.Add(Put(concern));
    }

    private static NpgsqlBatchCommand Put(ImmediateConcernRow c) => new NpgsqlBatchCommand(CaseWrites.PutConcern)
        .Text(c.Id).Text(c.CaseId).Text(c.RaisedBy).Moment(c.RaisedAt).Text(c.RungWhom).Moment(c.RungAt).Text(c.Note).Texts(c.Chain)
        .Number(c.Told).Moment(c.NextAt).Text(c.AcknowledgedBy).Moment(c.AcknowledgedAt);
}
