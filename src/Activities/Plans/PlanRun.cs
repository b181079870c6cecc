using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Activities.Actions;
using ReviewFlow.Activities.Clocks;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Plans;

/// <summary>One step of following up a plan: compares what is given out with what the register says now.</summary>
internal sealed partial class PlanRun
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    private readonly ActivityContext _context;
    private readonly List<Bookmark> _waits;
    private readonly List<Effect> _effects = [];
    private readonly Dictionary<string, FollowedAction> _given;
    private int _keys;

    public PlanRun(ActivityContext context)
    {
        (_context, _waits) = (context, [.. context.Bookmarks]);
        _given = context.State["given"].Deserialize<Dictionary<string, FollowedAction>>(s_web) ?? new Dictionary<string, FollowedAction>(StringComparer.Ordinal);
    }

    private IReadOnlyList<string> Tables => Given.Texts(_context, "tables");

    private string Templates => _context.Text("templates") ?? "pip-action";

    private string Keeper => _context.Text("role") ?? "";

    private WorkingDayCalendar Calendar => _context.Calendar(_context.Text("calendar"));

    /// <summary>The question what the next table holds now; null when all are answered.</summary>
    public Question? Ask() => Tables.Select(Question).FirstOrDefault(q => !_context.Answers.ContainsKey(q.Id));

    /// <summary>Gives out, changes and takes back what differs from the register.</summary>
    /// <param name="give">Whether actions that nobody has yet are given out.</param>
    public ActivityStep Compare(bool give)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            foreach (var action in FollowMemory.Read(_context.Answers[Question(table).Id]))
            {
                there.Add(Key(table, action.Row));
                Compare(table, action, give);
            }
        }

        foreach (var gone in _given.Keys.Where(k => !there.Contains(k)).ToList()) TakeBack(gone);
        return Wait();
    }

    public ActivityStep Elapsed(Bookmark bookmark, TimerElapsed timer)
    {
        var elapsed = new ElapsedMark(_context, bookmark, timer);
        _waits[_waits.FindIndex(w => w.Id == bookmark.Id)] = elapsed.Noted;
        _effects.AddRange(elapsed.Effects(Templates));
        return Wait();
    }

    /// <summary>The responsible person asks for a later date; only the keeper agrees one.</summary>
    public ActivityStep LaterAsked(Bookmark bookmark, TaskCompleted done)
    {
        if (Given.Text(done.Values, "note") is not { } note) return ActivityStep.Wait(_context.Bookmarks);
        Note("action-later", $"{bookmark.Task!.Title}: a later date is asked for. {note}", done);
        _effects.Add(new Notify(Next("notice"), $"{Templates}-later", [Keeper], Data: new JsonObject { ["asked"] = bookmark.Task.Title, ["colleague"] = done.Actor }, BookmarkId: bookmark.Id));
        return Wait();
    }

    public ActivityStep Checked(Bookmark bookmark, TaskCompleted done)
    {
        var (table, row) = (bookmark.Task!.Details!["register"]!.ToString(), bookmark.Task.Details["row"]!.ToString());
        _waits.RemoveAll(w => w.Id == bookmark.Id);
        _effects.Add(new RecordAction(Next("state"), table, row, ImpactChecked: true));
        Note("action-impact", $"{bookmark.Task.Title}: recorded", done);
        return Wait();
    }

    private void Compare(string table, FollowedAction now, bool give)
    {
        var key = Key(table, now.Row);
        var known = _given.GetValueOrDefault(key);
        if (known is null && (!give || now.Owner is null || now.Due is null)) return;
        var complete = now.State == FollowedAction.Complete;
        if (complete && known is not { State: FollowedAction.Complete }) Done(table, now, wasGiven: known is not null);
        else if (!complete && known is null or { State: FollowedAction.Complete }) Hand(table, now);
        else if (!complete && known!.Owner != now.Owner) HandOver(table, now);
        _given[key] = now;
    }

    // Confirmed as Green: the work ends, and some weeks later somebody looks whether it made a difference.
    private void Done(string table, FollowedAction action, bool wasGiven)
    {
        Drop(table, action.Row);
        var days = _context.Get("impactAfter", 30);
        if (!wasGiven || days <= 0) return;
        var by = WorkingDays.Add(Calendar, LocalTime.DayOf(Calendar, _context.Now), days);
        _effects.Add(new RecordAction(Next("state"), table, action.Row, ImpactDueOn: by));
        var clock = new ClockWait { Anchor = _context.Now, Rule = new ClockRule { DueOn = by, Calendar = _context.Text("calendar"), Marks = LadderRung.Marks([], reminders: true, ["holder"]) } };
        _waits.Add(_context.NewBookmark(Tasks.TaskInputs.BookmarkName, Impact(table, action, by), clock));
    }

    private void Hand(string table, FollowedAction action)
    {
        Drop(table, action.Row);
        _effects.Add(new RecordAction(Next("state"), table, action.Row, FollowedAction.Open));
        var wait = _context.NewBookmark(Tasks.TaskInputs.BookmarkName, Doing(table, action), ClockOf(action.Due!.Value));
        _waits.Add(wait);
        Tell("assigned", wait);
    }

    private void HandOver(string table, FollowedAction action)
    {
        if (_waits.FindIndex(w => IsAbout(w, table, action.Row)) is not (>= 0 and var at) || action.Owner is null) return;
        _waits[at] = _waits[at] with { Task = _waits[at].Task! with { Role = $"user:{action.Owner}" } };
        Tell("assigned", _waits[at]);
    }

    private void TakeBack(string key)
    {
        _given.Remove(key);
        var (table, row) = (key[..key.LastIndexOf('/')], key[(key.LastIndexOf('/') + 1)..]);
        Drop(table, row);
    }

    private ActivityStep Wait()
    {
        if (_waits.TrueForAll(w => w.Task is not null))
            _waits.Add(_context.NewBookmark("ReviewFlow.PlanFollowUp", payload: new JsonObject { ["EventName"] = _context.Text("changedEvent") ?? "planChanged" }));
        _context.State["given"] = JsonSerializer.SerializeToNode(_given, s_web);
        return ActivityStep.Wait([.. _waits], _effects);
    }

    private ReadRegister Question(string table) => new(_context.Key($"register-{table}"), _context.InstanceId, table);

    private void Drop(string table, string row) => _waits.RemoveAll(w => IsAbout(w, table, row));

    private static bool IsAbout(Bookmark wait, string table, string row) =>
        wait.Task?.Details is { } details && details["register"]?.ToString() == table && details["row"]?.ToString() == row;

    private static string Key(string table, string row) => $"{table}/{row}";

    private string Next(string word) => _context.Key($"{word}{(++_keys).ToString(CultureInfo.InvariantCulture)}");

    private void Tell(string suffix, Bookmark wait)
    {
        DateTimeOffset? due = wait.Clock is { } clock ? Clock.DueAt(clock, Calendar) : null;
        _effects.Add(new Notify(Next("notice"), $"{Templates}-{suffix}", ["holder"], due, Data: new JsonObject { ["asked"] = wait.Task!.Title }, BookmarkId: wait.Id));
    }

    private void Note(string kind, string text, TaskCompleted done) => _effects.Add(new RecordEvent(Next("event"), kind, text, done.Actor, done.ActingFor));
}
