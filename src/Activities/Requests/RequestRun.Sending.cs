using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

/// <summary>What the owner does with a request.</summary>
internal sealed partial class RequestRun
{
    public ActivityStep Send(TaskCompleted done)
    {
        var first = _memory.SentAt is null;
        _memory = _memory with
        {
            Phase = RequestPhase.Sent,
            SentAt = _memory.SentAt ?? _context.Now,
            ResentAt = first ? null : _context.Now,
            SentBy = done.Actor,
            Note = Given.Text(done.Values, "note"),
            Asked = [],
        };
        if (_owner!.Clock is null) _owner = _owner with { Clock = new ClockWait { Anchor = _context.Now, Rule = Rule(done.Values?["form"] as JsonObject) } };
        Ask(AskedPerson.Chosen(done.Values, _suggested), done);
        GraceForResponder();
        Note("request-sent", $"{_context.Text("requestTitle")}: request sent", done);
        if (first && _context.Text("publishOnSend") is { } name) Publish(name, done.Values?["form"] as JsonObject);
        return Wait();
    }

    public ActivityStep Skip(TaskCompleted done)
    {
        if (_context.Get("required", true)) return Unchanged();
        Note("request-skipped", $"{_context.Text("title")}: went on without a request", done);
        return End("Completed");
    }

    /// <summary>After a return: to those who returned it, or to others. The clock goes on.</summary>
    public ActivityStep Resend(TaskCompleted done)
    {
        var returned = _memory.Asked.Where(a => a.Status == AskedPerson.Returned).ToList();
        _memory = _memory with { Phase = RequestPhase.Sent, ResentAt = _context.Now, Note = Given.Text(done.Values, "note") };
        if (done.Values?["recipients"] is JsonArray { Count: > 0 }) Choose(done);
        else Ask(returned, done);
        GraceForResponder();
        Note("request-resent", $"{_context.Text("requestTitle")}: request sent again", done);
        return _memory.IsAnswered ? Complete() : Wait();
    }

    public ActivityStep Remind(TaskCompleted done)
    {
        foreach (var recipient in _recipients) Tell("reminder", ["holder"], recipient.Id, done.Actor);
        Note("reminded", $"{_context.Text("requestTitle")}: reminder sent", done);
        return Wait();
    }

    public ActivityStep ChangeRecipients(TaskCompleted done)
    {
        if (done.Values?["recipients"] is not JsonArray { Count: > 0 }) return Unchanged();
        Choose(done);
        if (_memory.Phase == RequestPhase.Returned && _memory.Asked.All(a => a.Status != AskedPerson.Returned))
        {
            _memory = _memory with { Phase = RequestPhase.Sent, ResentAt = _context.Now };
            GraceForResponder();
        }

        Note("recipients-changed", $"{_context.Text("requestTitle")}: recipients changed", done);
        return _memory.IsAnswered ? Complete() : Wait();
    }

    /// <summary>Withdraws it from everybody. A required one goes back to the owner; its clock goes on.</summary>
    public ActivityStep Cancel(TaskCompleted done, string note)
    {
        Withdraw(_ => true, AskedPerson.Withdrawn, done);
        _memory = _memory with { Phase = RequestPhase.Draft, Note = note };
        Note("request-cancelled", $"{_context.Text("requestTitle")}: request cancelled", done);
        return EndsOn("Cancelled") ? End("Cancelled") : Wait();
    }

    public ActivityStep NoResponse(TaskCompleted done)
    {
        if (!_context.Get("allowNoResponse", true)) return Unchanged();
        var reason = Given.Text(done.Values, "reason") ?? Given.Text(done.Values, "note");
        var early = DueAt is { } due && _context.Now < due;
        if (early && (reason is null || !_context.Get("noResponseEarlierWithReason", true))) return Unchanged();
        foreach (var recipient in _recipients) Tell("no-response", ["holder"], recipient.Id, done.Actor);
        Withdraw(_ => true, AskedPerson.Withdrawn, done);
        _context.Outputs["noResponse"] = new JsonObject { ["by"] = done.Actor, ["actingFor"] = done.ActingFor, ["reason"] = reason, ["at"] = _context.Now, ["early"] = early };
        Note("no-response", $"{_context.Text("requestTitle")}: no response recorded{(early ? " before the reply-by date, because of severity" : "")}", done);
        return End("Expired");
    }

    // Those who stay keep their wait and answer; those no longer chosen lose theirs.
    private void Choose(TaskCompleted done)
    {
        var chosen = AskedPerson.Chosen(done.Values, _suggested);
        var kept = chosen.Select(c => c.Role).ToHashSet(StringComparer.Ordinal);
        Withdraw(a => !kept.Contains(a.Role), AskedPerson.Withdrawn, done);
        var known = _memory.Asked.Where(a => kept.Contains(a.Role)).ToDictionary(a => a.Role, StringComparer.Ordinal);
        _memory = _memory with { Asked = [.. known.Values.Select(a => a with { Mandatory = chosen.First(c => c.Role == a.Role).Mandatory })] };
        Ask(chosen.Where(c => !known.TryGetValue(c.Role, out var before) || before.Status is AskedPerson.Returned or AskedPerson.Withdrawn), done);
    }

    private ClockRule Rule(JsonObject? carried)
    {
        var days = _context.Get("workingDays", 5);
        var today = LocalTime.DayOf(Calendar, _context.Now);
        var byDays = WorkingDays.Add(Calendar, today, days);
        var rule = new ClockRule { WorkingDays = days, Calendar = _context.Text("calendar"), Marks = Marks() };
        if (_context.Text("replyByField") is not { } field || Given.Date(carried?[field]?.ToString()) is not { } chosen || chosen >= byDays) return rule;
        var earliest = WorkingDays.Add(Calendar, today, 1);
        return rule with { WorkingDays = null, DueOn = chosen < earliest ? earliest : chosen };
    }

    private IReadOnlyList<ClockMark> Marks()
    {
        List<string> missed = ["holder", "owner", "iroManager"];
        if (_level is { } level) missed.Add($"nextLevelManager({level.ToString(CultureInfo.InvariantCulture)})");
        return LadderRung.Marks(Given.List<LadderRung>(_context, "ladder") ?? [], reminders: true, missed);
    }

    private void Publish(string name, JsonObject? carried)
    {
        var payload = (JsonObject?)carried?.DeepClone() ?? [];
        payload["sentAt"] = _context.Now;
        _effects.Add(new PublishEvent(Key("publish"), name, _context.CorrelationId, LocalOnly: false, payload));
    }
}
