using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Effects;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Events;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    private void Carry(OpenedInstance instance, Effect effect)
    {
        switch (effect)
        {
            case WriteLine: // in the journal
            case RecordOnCase: // noted before
                break;
            case RecordEvent e:
                _record.Event(instance.Row.Id, e.Kind, e.Text, e.Actor is { } who ? new Actor(who, e.ActingFor) : null);
                break;
            case Notify e:
                _record.Notice(e.Id, e.Template, PeopleOf(e.Roles, e.BookmarkId, instance), instance.Row.Id, e.BookmarkId, e.DueAt, e.Critical, e.Data);
                break;
            case RecordAction e:
                opened.Register.Record(instance.Row.Id, e, session.Now);
                break;
            case DistributeVersion e:
                Distribute(instance, e);
                break;
            case RaiseAlert e:
                Raise(instance, e);
                break;
            case ReopenSections e:
                Reopen(instance, e);
                break;
            case PublishEvent e:
                Publish(instance, e);
                break;
            case DispatchWorkflow e:
                _record.Stimulus(e.Id, StimulusKinds.Dispatch, new Dispatched(e, instance.Row.Id, opened.Row.SubjectId, actor?.PersonId));
                break;
            case StartProcess e:
                _record.Stimulus(e.Id, StimulusKinds.Process, new ProcessToStart(e, opened.Row.SubjectId, actor?.PersonId ?? instance.Row.StartedBy));
                break;
            case RequestTask e:
                _record.Send(e.Id, BackgroundTasks.Kind, JsonSerializer.SerializeToNode(e, s_wire)!, session.Now);
                opened.Told.Add(new BackgroundTaskRequested(e.Id, instance.Row.Id, e.TaskName));
                break;
            case AnswerCall e:
                Reply ??= e.Response;
                break;
            case SendHttpRequest e:
                _record.Send(e.Id, "http", JsonSerializer.SerializeToNode(e, s_wire)!, session.Now);
                break;
            case SendEmail e:
                _record.Send(e.Id, "email", JsonSerializer.SerializeToNode(e, s_wire)!, session.Now);
                break;
            default:
                throw new NotSupportedException($"Nothing carries out {effect.GetType().Name}.");
        }
    }

    /// <summary>Names people on the case: under each role that is given, these and nobody else.</summary>
    public void Name(JsonObject? participants)
    {
        foreach (var (role, people) in participants ?? [])
        {
            string[] named = [.. (people as JsonArray ?? [people?.DeepClone()]).Select(p => p?.ToString()).OfType<string>().Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];
            opened.Participants.Set(role, named);
            opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.PutParticipants).Text(opened.Row.Id).Text(role).Texts(named));
        }

        // What forms pull through: everybody who is named now, not only those of this time.
        opened.Fields["participants"] = new JsonObject(opened.Participants.ByRole.Where(p => p.Value.Count > 0)
            .Select(p => KeyValuePair.Create(p.Key, (JsonNode?)new JsonArray([.. p.Value.Select(v => (JsonNode)v)]))));
    }

    // Issued once: a case that has its reference keeps it.
    private void Name(OpenedInstance instance, string? reference)
    {
        opened.Row.Reference ??= reference;
        instance.Row.Reference ??= opened.Row.Reference;
    }

    /// <summary>Sets a register field of the case.</summary>
    public void SetField(string field, JsonNode? value)
    {
        opened.Fields[field] = value?.DeepClone();
        var row = opened.Row;
        switch (field)
        {
            case "stage":
            case "overlay":
                // What is laid over the stage for a time (a difference of opinion) shows until it is taken away.
                row.Stage = opened.Fields["overlay"]?.ToString() ?? opened.Fields["stage"]?.ToString();
                break;
            case "participants":
                Name(value as JsonObject);
                break;
            case "claim":
                row.Claim = value?.ToString();
                break;
            case "inHouse":
                row.InHouse = value?.GetValueKind() == JsonValueKind.True;
                break;
            case "outcome":
                row.Outcome = value?.ToString();
                break;
            case "dateOfDispute":
                row.DateOfDispute = DateOnly.TryParse(value?.ToString(), CultureInfo.InvariantCulture, out var day) ? day : null;
                break;
            case "totalClock":
                row.TotalClockDue = value is JsonObject clock ? Moment(clock, "due") : null;
                break;
        }
    }

    // The signature stays on record, superseded (SIG-3); the sections can be filled again and are signed anew. Whether
    // they were read along or not, what is written last is this.
    public void Reopen(OpenedInstance instance, ReopenSections effect)
    {
        foreach (var document in effect.Sections.Select(s => opened.Documents.GetValueOrDefault((instance.Row.Id, s))).OfType<OpenedDocument>())
            document.Row.SignatureId = null;
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.ReopenSections).Text(instance.Row.Id).Texts([.. effect.Sections]).Moment(session.Now)
            .Text(actor?.PersonId).Text(effect.Why).Flag(effect.Withdrawn));
        opened.Told.Add(new SectionsReopened(instance.Row.Id, effect.Sections, effect.Withdrawn));
        _record.Audit(
            effect.Withdrawn ? "signature.withdrawn" : "sections.reopened",
            actor,
            instance.Row.Id,
            new JsonObject { ["sections"] = new JsonArray([.. effect.Sections.Select(s => (JsonNode)s)]), ["why"] = effect.Why });
    }

    private void Raise(OpenedInstance instance, RaiseAlert effect)
    {
        var people = PeopleOf(effect.Roles, effect.BookmarkId, instance);
        var alert = new AlertRow
        {
            Id = effect.Id,
            CaseId = opened.Row.Id,
            InstanceId = instance.Row.Id,
            BookmarkId = effect.BookmarkId,
            Rung = effect.Rung,
            Template = effect.Template,
            PersonIds = [.. people],
            Critical = effect.Critical,
            DueAt = effect.DueAt,
            RaisedAt = session.Now,
        };
        _record.Alert(alert, effect.Critical ? session.Now : Clocks.NextMorning(session.Now, session.Facts));
        _record.Audit("alert.raised", null, effect.BookmarkId, new JsonObject
        {
            ["alert"] = effect.Id,
            ["rung"] = effect.Rung,
            ["dueAt"] = effect.DueAt,
            ["to"] = new JsonArray([.. people.Select(p => (JsonNode)p)]),
        });
    }
}

/// <summary>A definition to run in a transaction of its own.</summary>
internal sealed record Dispatched(DispatchWorkflow Effect, string FromInstanceId, string? SubjectId, string? Actor);
