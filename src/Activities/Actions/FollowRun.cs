using System.Globalization;
using System.Text.Json.Nodes;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Actions;

/// <summary>One step of following up: what it remembers, the waits it keeps, what it asks of the world.</summary>
internal sealed partial class FollowRun
{
    private readonly ActivityContext _context;
    private readonly List<Bookmark> _waits;
    private readonly List<Effect> _effects = [];
    private FollowMemory _memory;
    private int _keys;

    public FollowRun(ActivityContext context)
    {
        (_context, _memory, _waits) = (context, FollowMemory.From(context.State), [.. context.Bookmarks]);
    }

    private string Table => _context.Text("table") ?? throw new Engine.InvalidInputException("table", "a table of the form, as section.table");

    private string Templates => _context.Text("templates") ?? "action";

    private string Keeper => _context.Text("role") ?? "";

    private WorkingDayCalendar Calendar => _context.Calendar(_context.Text("calendar"));

    /// <summary>The question what the table holds now; null when it is answered.</summary>
    public Question? Ask()
    {
        var question = new ReadRegister(_context.Key("register"), _context.InstanceId, Table);
        return _context.Answers.ContainsKey(question.Id) ? null : question;
    }

    public ActivityStep Begin()
    {
        Take();
        return Wait();
    }

    /// <summary>The keeper has changed the plan: new actions are given out, changed owners are told.</summary>
    public ActivityStep Published(TaskCompleted done)
    {
        Take();
        Note("plan-published", $"{_context.Text("title")}: the plan was given out again", done);
        return Wait();
    }

    /// <summary>An event says that the plan is closed, or open again: each in turn, for the one that comes is the one waited for.</summary>
    public ActivityStep OpenedOrClosed()
    {
        _memory = _memory with { Closed = !_memory.Closed, SaidAddressed = false };
        _waits.RemoveAll(w => w.Task is null || w.Task.Phase == FollowPhase.Plan || (_memory.Closed && w.Task.Phase != FollowPhase.Impact));
        return Wait();
    }

    public ActivityStep Elapsed(Bookmark bookmark, TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(_context, bookmark, timer);
        Replace(bookmark, elapsed.Noted);
        _effects.AddRange(elapsed.Effects(Templates));
        return ActivityStep.Wait([.. _waits], _effects);
    }

    private void Take()
    {
        foreach (var now in FollowMemory.Read(_context.Answers[_context.Key("register")]).Where(a => a.Owner is not null && a.Due is not null))
        {
            if (_memory.Of(now.Row) is not { } known) Add(now);
            else if (known.Owner != now.Owner) HandOver(known with { Owner = now.Owner });
        }
    }

    private void Add(FollowedAction action)
    {
        var followed = action.IsFollowed ? action : action with { State = FollowedAction.Open };
        _memory = _memory with { Actions = [.. _memory.Actions, followed] };
        if (followed.IsAddressed) return;
        _effects.Add(new RecordAction(Key("state"), Table, followed.Row, FollowedAction.Open));
        Give(followed, note: null);
    }

    private void HandOver(FollowedAction action)
    {
        _memory = _memory.With(action);
        if (_waits.Find(w => w.Task is { Phase: FollowPhase.Doing } t && RowOf(t) == action.Row) is not { Task: { } task } wait) return;
        Replace(wait, wait with { Task = task with { Role = $"user:{action.Owner}" } });
        Tell("assigned", ["holder"], wait);
    }

    /// <summary>The owner's task, with the clock of the action.</summary>
    private void Give(FollowedAction action, string? note)
    {
        var wait = _context.NewBookmark(Tasks.TaskInputs.BookmarkName, Doing(action, note), ClockOf(action.Due!.Value));
        _waits.Add(wait);
        Tell("assigned", ["holder"], wait);
    }

    private ClockWait ClockOf(DateOnly due) => new()
    {
        Anchor = _context.Now,
        Rule = new ClockRule { DueOn = due, Calendar = _context.Text("calendar"), Marks = Marks(["holder", Keeper]) },
    };

    private IReadOnlyList<ClockMark> Marks(IReadOnlyList<string> missed)
    {
        var ladder = Given.List<LadderRung>(_context, "ladder") ?? [];
        var marks = LadderRung.Marks(ladder, reminders: true, missed).ToList();
        var before = _context.Get("remindBefore", 5);
        return [.. marks.Select(m => m.Key switch
        {
            "reminder-2" => m with { Key = $"reminder-{before.ToString(CultureInfo.InvariantCulture)}", WorkingDays = -before, Template = $"{Templates}-due" },
            Clock.Due => m with { RepeatWorkingDays = _context.Get("repeatAfter", 5) },
            _ => m,
        })];
    }

    /// <summary>Goes on waiting, and says when every action is addressed, or one is open again.</summary>
    private ActivityStep Wait()
    {
        // Whoever decides by the tally has it before they hear that all are addressed.
        if (!_memory.Closed && _memory.IsAddressed != _memory.SaidAddressed)
        {
            var name = _memory.IsAddressed ? _context.Text("addressedEvent") ?? "actionsAddressed" : _context.Text("openEvent") ?? "actionsOpen";
            _effects.Add(new PublishEvent(Key("said"), name, _context.CorrelationId, LocalOnly: true, null));
            _memory = _memory with { SaidAddressed = _memory.IsAddressed };
        }

        if (!_memory.Closed && _waits.TrueForAll(w => w.Task?.Phase != FollowPhase.Plan)) _waits.Add(_context.NewBookmark(Tasks.TaskInputs.BookmarkName, Plan()));
        Tally();
        if (_waits.TrueForAll(w => w.Task is not null)) _waits.Add(_context.NewBookmark("ReviewFlow.ActionFollowUp", payload: new JsonObject { ["EventName"] = Awaited }));
        _memory.Keep(_context.State);
        return ActivityStep.Wait([.. _waits.Select(Counted)], _effects);
    }

    // What others decide by: how many are open, and which of them could not be achieved. Told whenever it differs.
    private void Tally()
    {
        var tally = new JsonObject
        {
            ["actions"] = _memory.Actions.Count,
            ["open"] = _memory.Actions.Count(a => !a.IsAddressed),
            ["complete"] = _memory.Actions.Count(a => a.State == FollowedAction.Complete),
            ["owners"] = new JsonArray([.. _memory.Actions.Select(a => a.Owner).OfType<string>().Distinct(StringComparer.Ordinal).Select(o => (JsonNode)o)]),
            ["notAchievable"] = new JsonArray([.. _memory.Actions.Where(a => a.State == FollowedAction.NotAchievable).Select(a => (JsonNode)a.Number)]),
        };
        var now = tally.ToJsonString();
        if (now == _memory.Told) return;
        _memory = _memory with { Told = now };
        _effects.Add(new RecordOnCase(Key("tally"), _context.Text("field") ?? "actions", tally.DeepClone()));
        _effects.Insert(0, new PublishEvent(Key("changed"), _context.Text("changedEvent") ?? "actionsChanged", _context.CorrelationId, LocalOnly: true, tally));
    }

    private string Awaited => _memory.Closed ? _context.Text("reopenEvent") ?? "planReopened" : _context.Text("closeEvent") ?? "planClosed";

    // The keeper's row says how far it is.
    private Bookmark Counted(Bookmark wait) => wait.Task is { Phase: FollowPhase.Plan } task ? wait with { Task = task with { Details = Counts() } } : wait;

    private JsonObject Counts() => new() { ["register"] = Table, ["actions"] = _memory.Actions.Count, ["addressed"] = _memory.Actions.Count(a => a.IsAddressed) };

    private void Replace(Bookmark old, Bookmark now) => _waits[_waits.FindIndex(w => w.Id == old.Id)] = now;

    private void Drop(Bookmark wait) => _waits.RemoveAll(w => w.Id == wait.Id);

    private string Key(string word) => _context.Key($"{word}{(++_keys).ToString(CultureInfo.InvariantCulture)}");

    private void Tell(string suffix, IReadOnlyList<string> roles, Bookmark wait, string? colleague = null)
    {
        DateTimeOffset? due = wait.Clock is { } clock ? Clock.DueAt(clock, Calendar) : null;
        _effects.Add(new Notify(Key("notice"), $"{Templates}-{suffix}", roles, due, Data: new JsonObject { ["asked"] = wait.Task!.Title, ["colleague"] = colleague }, BookmarkId: wait.Id));
    }

    private void Note(string kind, string text, TaskCompleted done) => _effects.Add(new RecordEvent(Key("event"), kind, text, done.Actor, done.ActingFor));

    private static string? RowOf(TaskWait task) => task.Details?["row"]?.ToString();
}
