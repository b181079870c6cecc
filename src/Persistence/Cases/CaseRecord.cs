using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Audit;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Cases;

/// <summary>What is put on record in the transaction: timeline, audit, notices, alerts, messages.</summary>
internal sealed class CaseRecord(OpenedCase opened, Session session)
{
    private static readonly JsonSerializerOptions s_wire = new(JsonSerializerDefaults.Web);

    /// <summary>A line of the case's story.</summary>
    public void Event(string? instanceId, string kind, string text, Actor? actor) =>
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertEvent)
            .Text(opened.Row.Id).Number(++opened.Row.EventNumber).Text(instanceId).Text(kind).Text(text).Text(actor?.PersonId)
            .Text(actor?.ActingFor).Moment(session.Now));

    /// <summary>The next link of the case's chain.</summary>
    public void Audit(string action, Actor? actor, string? resource, JsonObject payload)
    {
        var row = new AuditRow
        {
            CaseId = opened.Row.Id,
            Number = opened.Row.AuditNumber + 1,
            Action = action,
            ActorId = actor?.PersonId,
            ActingForId = actor?.ActingFor,
            Resource = resource,
            At = session.Now,
            PreviousHash = opened.Row.AuditHead,
            Hash = "",
        };
        // Hashed as it will be read back: a moment is a text then.
        var text = payload.ToJsonString();
        var entry = AuditChain.Next(opened.Row.AuditHead, opened.Row.AuditNumber, AuditLink.Header(row), JsonNode.Parse(text));
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertAudit)
            .Text(row.CaseId).Number(row.Number).Text(action).Text(row.ActorId).Text(row.ActingForId).Text(resource).Moment(row.At)
            .Text(entry.PayloadHash).Text(entry.PreviousHash).Text(entry.Hash).Text(text));
        opened.Row.AuditNumber++;
        opened.Row.AuditHead = entry.Hash;
    }

    /// <summary>An in-app notice to each, and a mail about it unless there is nothing to mail.</summary>
    public void Notice(string id, string template, IEnumerable<string> people, string? instanceId, string? taskId, DateTimeOffset? dueAt, bool critical, JsonObject? data)
    {
        foreach (var person in people.Distinct(StringComparer.Ordinal))
        {
            opened.Noticed.Add(person);
            opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertNotice)
                .Text(id).Text(person).Text(opened.Row.Id).Text(instanceId).Text(taskId).Text(template).Flag(critical).Moment(dueAt)
                .Text(data?.ToJsonString()).Moment(session.Now));
            Mail(new MailRow { Id = $"{id}:{person}", PersonId = person, Template = template, InstanceId = instanceId, TaskId = taskId, DueAt = dueAt, Critical = critical, Data = data?.ToJsonString(), NotBefore = session.Now });
        }
    }

    /// <summary>An alert shown until acknowledged; its mail goes at the moment given.</summary>
    public void Alert(AlertRow alert, DateTimeOffset mailAt)
    {
        opened.Alerts.Add(alert);
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertAlert)
            .Text(alert.Id).Text(alert.CaseId).Text(alert.InstanceId).Text(alert.BookmarkId).Text(alert.Rung).Text(alert.Template)
            .Texts(alert.PersonIds).Flag(alert.Critical).Moment(alert.DueAt).Moment(alert.RaisedAt));
        opened.Noticed.UnionWith(alert.PersonIds);
        opened.Told.Add(new EscalationRaised(alert.Id, Given(alert.InstanceId), Given(alert.BookmarkId), alert.Rung, alert.DueAt, alert.Critical));
        foreach (var person in alert.PersonIds)
            Mail(OfAlert(alert, $"{alert.Id}:{person}", person, mailAt));
    }

    /// <summary>Settles an alert: acknowledged by a person, or answered (null).</summary>
    public void Settle(AlertRow alert, string? by)
    {
        if (!opened.Alerts.Remove(alert)) return;
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.SettleAlert).Text(alert.Id).Moment(session.Now).Text(by));
        opened.Noticed.UnionWith(alert.PersonIds);
        opened.Told.Add(new EscalationSettled(alert.Id, Given(alert.InstanceId), Given(alert.BookmarkId), alert.Rung, by is not null));
    }

    /// <summary>A fault that waits for a person.</summary>
    public void Incident(IncidentRow incident)
    {
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertIncident)
            .Text(incident.Id).Text(incident.CaseId).Text(incident.InstanceId).Text(incident.ActivityId).Text(incident.ActivityInstanceId)
            .Text(incident.ActivityType).Text(incident.Message).Text(incident.ParkedStimulus).Moment(incident.At));
        opened.Told.Add(new IncidentRaised(incident.Id, incident.InstanceId, incident.ActivityId));
    }

    private static string? Given(string id) => id.Length == 0 ? null : id;

    /// <summary>A message to the world outside, with the id that it keeps at every attempt.</summary>
    public void Send(string messageId, string kind, JsonNode body, DateTimeOffset notBefore) =>
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertOutbox)
            .Text(opened.Row.Id).Number(++opened.Row.OutboxNumber).Text(messageId).Text(kind).Text(body.ToJsonString()).Moment(session.Now)
            .Moment(notBefore));

    /// <summary>Something for another case.</summary>
    public void Stimulus<T>(string id, string kind, T body, EventAddress? address = null) =>
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertStimulus)
            .Text(id).Text(kind).Text(opened.Row.Id).Text(JsonSerializer.Serialize(body, s_wire)).Moment(session.Now)
            .Text(address?.Name).Text(address?.CorrelationId).Text(address?.InstanceId).Moment(address?.KeptUntil));

    /// <summary>The mail of an alert to an address that is nobody's own: the duty team.</summary>
    public void MailToAddress(AlertRow alert, string address, DateTimeOffset mailAt)
    {
        var mail = OfAlert(alert, $"{alert.Id}:duty", null, mailAt);
        mail.Address = address;
        Mail(mail);
    }

    private static MailRow OfAlert(AlertRow alert, string id, string? person, DateTimeOffset mailAt) => new()
    {
        Id = id,
        PersonId = person,
        Template = alert.Template,
        InstanceId = alert.InstanceId,
        TaskId = alert.BookmarkId,
        AlertId = alert.Id,
        DueAt = alert.DueAt,
        Critical = alert.Critical,
        NotBefore = mailAt,
    };

    private void Mail(MailRow mail) =>
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertMail)
            .Text(mail.Id).Text(mail.PersonId).Text(mail.Address).Text(mail.Template).Text(opened.Row.Id).Text(mail.InstanceId).Text(mail.TaskId)
            .Text(mail.AlertId).Moment(mail.DueAt).Flag(mail.Critical).Text(mail.Data).Moment(session.Now).Moment(mail.NotBefore));
}

/// <summary>How a row of the audit is hashed and read back.</summary>
public static class AuditLink
{
    /// <summary>The header that is hashed, rebuilt from the row's columns.</summary>
    public static JsonObject Header(AuditRow row) => new()
    {
        ["case"] = row.CaseId,
        ["action"] = row.Action,
        ["actor"] = row.ActorId,
        ["actingFor"] = row.ActingForId,
        ["resource"] = row.Resource,
        ["at"] = row.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>A stored link as the chain checks it.</summary>
    public static AuditEntry Entry(AuditRow row, string? payload) =>
        new(row.Number, row.PreviousHash, Header(row), row.PayloadHash, row.Hash, payload is null ? null : JsonNode.Parse(payload));
}
