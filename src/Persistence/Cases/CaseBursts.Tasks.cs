using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence.Effects;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;

namespace ReviewFlow.Persistence.Cases;

internal sealed partial class CaseBursts
{
    /// <summary>The bookmarks are the truth: rows are opened, changed and closed by comparing the sets.</summary>
    private void CompareBookmarks(OpenedInstance instance, IReadOnlyList<Bookmark> before, IReadOnlyList<Bookmark> after, Stimulus stimulus)
    {
        var old = before.ToDictionary(b => b.Id, StringComparer.Ordinal);
        var live = after.Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in before.Where(b => !live.Contains(b.Id))) Close(gone, stimulus);
        foreach (var bookmark in after)
        {
            if (!old.TryGetValue(bookmark.Id, out var known)) Open(instance, bookmark);
            else Change(instance, known, bookmark);
        }
    }

    private void Open(OpenedInstance instance, Bookmark bookmark)
    {
        if (bookmark.Task is { } wait) OpenTask(instance, bookmark, wait);
        if (bookmark.Clock is not null) Arm(instance, bookmark);
        if (bookmark is not { Task: null, Clock: null }) return;
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertBookmark)
            .Text(bookmark.Id).Text(opened.Row.Id).Text(instance.Row.Id).Text(bookmark.Name).Text(bookmark.Hash).Text(EventName(bookmark)));
    }

    private void Change(OpenedInstance instance, Bookmark known, Bookmark bookmark)
    {
        if (bookmark.Task is { } wait && opened.Tasks.TryGetValue(bookmark.Id, out var task)) ChangeTask(instance, task, bookmark, wait);
        if (bookmark.Clock is not null) Arm(instance, bookmark);
        else if (known.Clock is not null) Disarm(bookmark.Id);
    }

    private void Close(Bookmark bookmark, Stimulus stimulus)
    {
        if (bookmark.Clock is not null) Disarm(bookmark.Id);
        if (bookmark is { Task: null, Clock: null }) opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DeleteBookmark).Text(bookmark.Id));
        if (BackgroundTasks.IdOf(bookmark) is { } asked) opened.Writes.Add(new NpgsqlBatchCommand(BackgroundTasks.Settle).Text(asked).Moment(session.Now));
        if (bookmark.Task is null || !opened.Tasks.TryGetValue(bookmark.Id, out var task)) return;
        var completed = stimulus as TaskCompleted is { } done && done.BookmarkId == bookmark.Id ? done : null;
        var row = task.Row;
        row.Status = completed is null ? WorkTaskStatus.Cancelled : WorkTaskStatus.Done;
        row.Outcome = completed?.Action;
        row.ClosedAt = session.Now;
        row.ClosedBy = completed?.Actor ?? actor?.PersonId;
        row.ClosedActingForId = completed?.ActingFor;
        task.Closed = true;
        foreach (var alert in opened.Alerts.Where(a => a.BookmarkId == bookmark.Id).ToList()) _record.Settle(alert, by: null);
    }

    /// <summary>Sets the one alarm of a bookmark to its next mark.</summary>
    public void Arm(OpenedInstance instance, Bookmark bookmark)
    {
        var clock = bookmark.Clock!;
        if (Clock.IsPaused(clock))
        {
            PutTimer(instance, bookmark, "paused", s_never);
            return;
        }

        if (Clocks.Next(clock, session.Facts) is not { } next)
        {
            Disarm(bookmark.Id);
            return;
        }

        PutTimer(instance, bookmark, next.Key, next.At);
        NextAlarm = NextAlarm is { } known && known < next.At ? known : next.At;
    }

    // A paused clock keeps its row, for the card that explains it; its alarm never rings.
    private static readonly DateTimeOffset s_never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private void PutTimer(OpenedInstance instance, Bookmark bookmark, string mark, DateTimeOffset at) =>
        opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.PutTimer)
            .Text(bookmark.Id).Text(opened.Row.Id).Text(instance.Row.Id).Text(mark).Moment(at)
            .Text(JsonSerializer.Serialize(bookmark.Clock, s_wire)).Text(bookmark.Clock!.Rule.Calendar ?? session.Facts.DefaultCalendar));

    /// <summary>Earliest alarm set in this commit, so that a sleeping worker can be woken.</summary>
    public DateTimeOffset? NextAlarm { get; private set; }

    /// <summary>Takes away alarms whose bookmark is gone; there should be none.</summary>
    public int DropStale(IReadOnlyList<DueTimer> due)
    {
        var stale = due.Where(t => opened.Instances.GetValueOrDefault(t.InstanceId)?.State?.Bookmarks.Exists(b => b.Id == t.BookmarkId) != true).ToList();
        foreach (var timer in stale) Disarm(timer.BookmarkId);
        return stale.Count;
    }

    private void Disarm(string bookmarkId) => opened.Writes.Add(new NpgsqlBatchCommand(CaseWrites.DeleteTimer).Text(bookmarkId));

    private void OpenTask(OpenedInstance instance, Bookmark bookmark, TaskWait wait)
    {
        var row = new WorkTaskRow
        {
            Id = bookmark.Id,
            CaseId = opened.Row.Id,
            InstanceId = instance.Row.Id,
            SubjectId = opened.Row.SubjectId,
            Area = instance.Row.Area,
            ActivityId = bookmark.ActivityId,
            Kind = wait.Kind,
            Title = wait.Title,
            Phase = wait.Phase,
            Role = wait.Role,
            CandidateIds = [],
            Rule = "",
            Excluded = [],
            Status = WorkTaskStatus.Open,
            WaitsFor = [],
            OpenedAt = session.Now,
            Actions = "[]",
        };
        opened.Tasks.Add(row.Id, new OpenedTask(row, isNew: true));
        Fill(instance, row, bookmark, wait);
        Assign(instance, row, wait);
    }

    private void ChangeTask(OpenedInstance instance, OpenedTask task, Bookmark bookmark, TaskWait wait)
    {
        var row = task.Row;
        var (role, was) = (row.Role, Face(row));
        Fill(instance, row, bookmark, wait);
        if (role != wait.Role && !row.ReassignedByHand) Assign(instance, row, wait);
        if (Face(row) == was) return;
        row.Revision++;
        task.Changed = true;
    }

    private void Fill(OpenedInstance instance, WorkTaskRow row, Bookmark bookmark, TaskWait wait)
    {
        row.Title = Titled(instance, wait);
        row.Phase = wait.Phase;
        row.Role = wait.Role;
        row.FormId = wait.Form ?? instance.Row.FormId;
        row.Priority = wait.Priority;
        row.SentBy = wait.SentBy;
        row.Note = wait.Note;
        row.WaitsFor = [.. wait.WaitsFor];
        row.ScheduledFor = wait.ScheduledFor;
        row.Actions = TaskFace.Write(wait.Actions);
        row.Details = wait.Details?.ToJsonString();
        // The day on which scheduled work begins is not a day on which it is due.
        row.DueAt = wait.ScheduledFor is not null && bookmark.Clock is { Rule.At: not null } ? null : bookmark.Clock is { } clock ? Clocks.DueAt(clock, session.Facts) : Moment(wait.Details, "dueAt");
        row.FirstDueAt = bookmark.Clock is { Extensions.Count: > 0 } extended ? Clocks.FirstDueAt(extended, session.Facts) : Moment(wait.Details, "firstDueAt");
    }

    // The words of an action stand in the register, not in the state.
    private string Titled(OpenedInstance instance, TaskWait wait) =>
        wait.Details is { } details && opened.Register.TextOf(instance.Row.Id, details) is { } text ? $"{wait.Title}: {text}" : wait.Title;

    // What a page shows of the task; when it differs, the revision goes up.
    private static string Face(WorkTaskRow row) => string.Join('\u001f',
        row.Title, row.Phase, row.Role, row.AssigneeId, row.SentBy, row.Note, string.Join(',', row.WaitsFor), row.ScheduledFor, row.Actions,
        row.Details, row.DueAt?.UtcTicks, row.FirstDueAt?.UtcTicks, row.Priority);

    // What a bookmark is found by from outside: the event that it waits for, or the path.
    private static string? EventName(Bookmark bookmark) => bookmark is { Name: EndpointDesk.BookmarkName, Payload: { } waiting }
        ? EndpointDesk.Key(waiting["Path"]?.ToString() ?? "")
        : bookmark.Payload?["EventName"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;

    // A moment that came straight from the engine is no text yet.
    private static DateTimeOffset? Moment(JsonObject? details, string name)
    {
        if (details?[name] is not JsonValue value) return null;
        if (value.TryGetValue<DateTimeOffset>(out var known)) return known.ToUniversalTime();
        return DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;
    }
}
