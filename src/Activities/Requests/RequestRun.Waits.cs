using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

/// <summary>How the waits of owner and recipients look.</summary>
internal sealed partial class RequestRun
{
    private TaskWait OwnerWait() => new()
    {
        Kind = TaskKind.Step,
        Title = _context.Text("title") ?? "",
        Role = _context.Text("ownerRole") ?? "iro",
        Phase = _memory.Phase,
        Form = _context.Text("form"),
        Actions = [.. OwnerActions()],
        Note = _memory.Phase == RequestPhase.Returned ? _memory.Note : null,
        WaitsFor = [.. _recipients.Select(r => r.Id)],
        Carry = Given.Texts(_context, "carry"),
        Details = OwnerDetails(),
    };

    private IEnumerable<TaskAction> OwnerActions() => _memory.Phase switch
    {
        RequestPhase.Draft => Drafting(),
        RequestPhase.Sent => [Easy("remind", "Remind"), Easy("changeRecipients", "Change recipients"), .. NoResponseAction(), CancelAction],
        _ => [new TaskAction { Key = "resend", Label = "Send again" }, Easy("changeRecipients", "Change recipients"), .. NoResponseAction(), CancelAction],
    };

    private IEnumerable<TaskAction> Drafting()
    {
        yield return new TaskAction { Key = "send", Label = "Send the request" };
        if (!_context.Get("required", true)) yield return Easy("skip", "Go on without a request");
    }

    private IEnumerable<TaskAction> NoResponseAction()
    {
        if (!_context.Get("allowNoResponse", true)) yield break;
        yield return new TaskAction
        {
            Key = "recordNoResponse",
            Label = "Record no response",
            Validates = false,
            AvailableFrom = DueAt,
            EarlierWithReason = _context.Get("noResponseEarlierWithReason", true),
        };
    }

    private static TaskAction CancelAction => new() { Key = "cancel", Label = "Cancel the request", NeedsNote = true, Validates = false };

    private static TaskAction Easy(string key, string label) => new() { Key = key, Label = label, Validates = false };

    private JsonObject OwnerDetails()
    {
        var details = new JsonObject
        {
            ["requestTitle"] = _context.Text("requestTitle"),
            ["required"] = _context.Get("required", true),
            ["suggested"] = new JsonArray([.. _suggested.Select(s => (JsonNode)new JsonObject { ["role"] = s.Role, ["mandatory"] = s.Mandatory, ["label"] = s.Label })]),
            ["asked"] = _memory.ListAsked(),
            ["returns"] = _memory.Returns,
        };
        if (_memory.SentAt is { } sent) details["sentAt"] = sent;
        return details;
    }

    /// <summary>Opens a wait for each who has none yet.</summary>
    private void Ask(IEnumerable<AskedPerson> people, TaskCompleted sender)
    {
        foreach (var person in people.ToList())
        {
            var bookmark = _context.NewBookmark(Name, RecipientWait(person, sender));
            _recipients.Add(bookmark);
            _memory = _memory with { Asked = [.. _memory.Asked.Where(a => a.Role != person.Role), person with { Bookmark = bookmark.Id, Status = AskedPerson.Open, Note = null }] };
            Tell("request", ["holder"], bookmark.Id, sender.Actor);
        }
    }

    private TaskWait RecipientWait(AskedPerson person, TaskCompleted sender)
    {
        var signs = _context.Get("respondSigns", false);
        return new TaskWait
        {
            Kind = TaskKind.Request,
            Title = _context.Text("requestTitle") ?? "",
            Role = person.Role,
            Phase = RequestPhase.Asked,
            Form = _context.Text("form"),
            Actions =
            [
                new TaskAction { Key = "complete", Label = "Respond", Signs = signs, Declaration = signs ? _context.Text("declaration") : null, Covers = signs ? Given.Texts(_context, "covers") : [] },
                new TaskAction { Key = "return", Label = "Return with a note", NeedsNote = true, Validates = false },
            ],
            Excluded = ["owner"],
            SentBy = sender.ActingFor ?? sender.Actor,
            Note = _memory.Note,
            Details = RecipientDetails(person),
        };
    }

    private JsonObject RecipientDetails(AskedPerson person)
    {
        var details = new JsonObject { ["dueAt"] = DueAt, ["mandatory"] = person.Mandatory };
        if (person.Label is { } label) details["label"] = label;
        if (_level is { } level) details["level"] = level;
        if (_owner?.Clock is { Extensions.Count: > 0 } clock) details["firstDueAt"] = Clock.FirstDueAt(clock, Calendar);
        return details;
    }

    private void Withdraw(Func<AskedPerson, bool> which, string status, TaskCompleted? by = null)
    {
        var gone = _memory.Asked.Where(a => a.Status == AskedPerson.Open && which(a)).Select(a => a.Bookmark).ToHashSet(StringComparer.Ordinal);
        _recipients.RemoveAll(r => gone.Contains(r.Id));
        _memory = _memory with { Asked = [.. _memory.Asked.Select(a => gone.Contains(a.Bookmark) ? a with { Status = status, By = by?.Actor, At = _context.Now } : a)] };
    }
}
