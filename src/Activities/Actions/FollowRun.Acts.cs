using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Actions;

/// <summary>What people do with one action.</summary>
internal sealed partial class FollowRun
{
    /// <summary>Saves how far it is; the task stays.</summary>
    public ActivityStep Progressed(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is { } action) Note("action-progress", $"Action {action.Number}: progress was recorded", done);
        return Wait();
    }

    /// <summary>The owner asks for a later date; the keeper agrees it, or does not.</summary>
    public ActivityStep LaterAsked(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is not { } action || Given.Text(done.Values, "note") is not { } note) return ActivityStep.Wait(_context.Bookmarks);
        Note("action-later", $"Action {action.Number}: a later date is asked for. {note}", done);
        Tell("later", [Keeper], bookmark, done.Actor);
        return Wait();
    }

    /// <summary>The owner says it is complete, or not achievable; the second has to be agreed by the keeper.</summary>
    public ActivityStep Finished(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is not { } action) return ActivityStep.Wait(_context.Bookmarks);
        Drop(bookmark);
        var status = done.Values?["form"]?[_context.Text("statusColumn") ?? "status"]?.ToString();
        if (status == (_context.Text("notAchievable") ?? "Not achievable")) return Doubted(action, bookmark, done);
        var due = ImpactDue();
        Set(action with { State = FollowedAction.Complete, ImpactDue = due }, due);
        Note("action-complete", $"Action {action.Number}: complete", done);
        if (due is { } by) Check(action, by);
        return Wait();
    }

    /// <summary>The keeper agrees that it cannot be achieved.</summary>
    public ActivityStep Agreed(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is not { } action) return ActivityStep.Wait(_context.Bookmarks);
        Drop(bookmark);
        Set(action with { State = FollowedAction.NotAchievable });
        Note("action-not-achievable", $"Action {action.Number}: agreed as not achievable", done);
        return Wait();
    }

    /// <summary>The keeper gives it back; the date has not changed.</summary>
    public ActivityStep Returned(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is not { } action || Given.Text(done.Values, "note") is not { } note) return ActivityStep.Wait(_context.Bookmarks);
        Drop(bookmark);
        Set(action with { State = FollowedAction.Open });
        Note("action-returned", $"Action {action.Number}: returned to its owner", done);
        var wait = bookmark with { Id = _context.NewBookmark(bookmark.Name).Id, CreatedAt = _context.Now, Task = Doing(action, note) };
        _waits.Add(wait);
        Tell("returned", ["holder"], wait, done.Actor);
        return Wait();
    }

    /// <summary>The keeper opens one again that was addressed; the date may be another.</summary>
    public ActivityStep Reopened(TaskCompleted done)
    {
        if (_memory.Closed || _memory.Of(Given.Text(done.Values, "row")) is not { IsAddressed: true } action || Given.Text(done.Values, "note") is not { } note)
            return ActivityStep.Wait(_context.Bookmarks);
        _waits.RemoveAll(w => w.Task is { Phase: FollowPhase.Impact } t && RowOf(t) == action.Row);
        var due = Given.Date(Given.Text(done.Values, "due")) ?? action.Due;
        var open = action with { State = FollowedAction.Open, ImpactDue = null, Due = due };
        Set(open, dueOn: due);
        Note("action-reopened", $"Action {action.Number}: opened again", done);
        Give(open, note);
        return Wait();
    }

    public ActivityStep Checked(Bookmark bookmark, TaskCompleted done)
    {
        if (Of(bookmark) is not { } action) return ActivityStep.Wait(_context.Bookmarks);
        Drop(bookmark);
        _memory = _memory.With(action with { ImpactDue = null });
        _effects.Add(new RecordAction(Key("state"), Table, action.Row, ImpactChecked: true));
        Note("action-impact", $"Action {action.Number}: its impact was checked", done);
        return Wait();
    }

    private ActivityStep Doubted(FollowedAction action, Bookmark bookmark, TaskCompleted done)
    {
        Set(action with { State = FollowedAction.Deciding });
        Note("action-doubted", $"Action {action.Number}: its owner says that it cannot be achieved", done);
        // The clock of the action goes on, extensions included: a return gives no time.
        var wait = bookmark with { Id = _context.NewBookmark(bookmark.Name).Id, CreatedAt = _context.Now, Task = Decide(action, done) };
        _waits.Add(wait);
        Tell("decide", ["holder"], wait, done.Actor);
        return Wait();
    }

    private void Check(FollowedAction action, DateOnly by)
    {
        var clock = new ClockWait { Anchor = _context.Now, Rule = new ClockRule { DueOn = by, Calendar = _context.Text("calendar"), Marks = LadderMarks() } };
        _waits.Add(_context.NewBookmark(Tasks.TaskInputs.BookmarkName, Impact(action, by), clock));
    }

    private static IReadOnlyList<ClockMark> LadderMarks() => Clocks.LadderRung.Marks([], reminders: true, ["holder"]);

    private DateOnly? ImpactDue()
    {
        var days = _context.Get("impactAfter", 30);
        return days <= 0 ? null : WorkingDays.Add(Calendar, LocalTime.DayOf(Calendar, _context.Now), days);
    }

    private FollowedAction? Of(Bookmark bookmark) => _memory.Of(bookmark.Task is { } task ? RowOf(task) : null);

    private void Set(FollowedAction action, DateOnly? impact = null, DateOnly? dueOn = null)
    {
        _memory = _memory.With(action);
        _effects.Add(new RecordAction(Key("state"), Table, action.Row, action.State, dueOn, impact));
    }
}
