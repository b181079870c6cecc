using System.Text.Json.Nodes;
using ReviewFlow.Activities.Inputs;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Activities.Requests;

/// <summary>One step of a request: what it remembers, the waits it keeps, what it asks of the world.</summary>
internal sealed partial class RequestRun
{
    private const string Name = "ReviewFlow.Task";

    private readonly ActivityContext _context;
    private readonly List<Bookmark> _recipients;
    private readonly List<Effect> _effects = [];
    private readonly IReadOnlyList<Suggested> _suggested;
    private readonly string _templates;
    private readonly int? _level;
    private RequestMemory _memory;
    private Bookmark? _owner;
    private int _keys;

    public RequestRun(ActivityContext context)
    {
        _context = context;
        _memory = RequestMemory.Of(context.State);
        _owner = context.Bookmarks.FirstOrDefault(b => b.Task?.Kind == TaskKind.Step);
        _recipients = [.. context.Bookmarks.Where(b => b.Task?.Kind == TaskKind.Request)];
        _suggested = Given.List<Suggested>(context, "recipients") ?? [];
        _templates = context.Text("templates") ?? "task";
        _level = context.Get<int?>("level", null);
    }

    public string Phase => _memory.Phase;

    public string? OwnerBookmark => _owner?.Id;

    public ActivityStep Begin()
    {
        _owner = _context.NewBookmark(Name, OwnerWait());
        return Wait();
    }

    public ActivityStep Unchanged() => ActivityStep.Wait(_context.Bookmarks);

    /// <summary>Goes on waiting, with the owner's wait as the memory now says it should look.</summary>
    private ActivityStep Wait()
    {
        _memory.Keep(_context.State);
        return ActivityStep.Wait([_owner! with { Task = OwnerWait() }, .. _recipients], _effects);
    }

    private ActivityStep End(string outcome)
    {
        _context.Outputs["result"] = new JsonObject
        {
            ["outcome"] = outcome,
            ["asked"] = _memory.ListAsked(),
            ["sentAt"] = _memory.SentAt,
            ["returns"] = _memory.Returns,
        };
        return ActivityStep.Complete(outcome, _effects);
    }

    private bool EndsOn(string outcome) => Given.Texts(_context, "alsoEndsOn").Contains(outcome);

    private string Key(string word) => _context.Key($"{word}{++_keys}");

    private void Tell(string suffix, IReadOnlyList<string> roles, string bookmarkId, string? colleague)
    {
        var data = new JsonObject { ["asked"] = _context.Text("requestTitle"), ["colleague"] = colleague };
        _effects.Add(new Notify(Key("notice"), $"{_templates}-{suffix}", roles, DueAt, Data: data, BookmarkId: bookmarkId));
    }

    private void Note(string kind, string text, TaskCompleted done) =>
        _effects.Add(new RecordEvent(Key("event"), kind, text, done.Actor, done.ActingFor));

    private DateTimeOffset? DueAt => _owner?.Clock is { } clock ? Clock.DueAt(clock, Calendar) : null;

    private WorkingDayCalendar Calendar => _context.Calendar(_context.Text("calendar"));
}
