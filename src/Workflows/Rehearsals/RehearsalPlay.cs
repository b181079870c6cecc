using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;

namespace ReviewFlow.Workflows.Rehearsals;

/// <summary>
/// One rehearsal. Everybody does their own steps at once, or so many working days after they were due: sends, signs, records that no response came as soon as it may
/// be recorded, and chooses each way on that was not gone yet, then the one that ends. Whoever is asked responds after
/// the working days given, or never.
/// </summary>
internal sealed class RehearsalPlay
{
    private const int MostEvents = 5_000;

    // Whom an action of a rehearsed plan names.
    public const string NamedPerson = "named-person";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(400);

    private static readonly TimeOnly s_morning = new(9, 0);

    private static readonly TimeOnly s_answering = new(10, 0);

    // What leaves the work where it is, or only leads back: nobody rehearses that.
    private static readonly HashSet<string> s_aside = new(
        ["remind", "cancel", "changeRecipients", "recordNoResponse", "publish", "progress", "askLater", "reopen", "withdraw", "return"], StringComparer.Ordinal);

    // Working days from now by which the two actions of a rehearsed plan are to be done.
    private static readonly int[] s_sample = [20, 40];

    private readonly RehearsalSetup _setup;
    private readonly InMemoryRunner _runner;
    private readonly WorkingDayCalendar _calendar;
    private readonly RehearsalLog _log;
    private readonly RehearsalSamples _samples;
    private readonly DateTimeOffset _end;
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly HashSet<(string Bookmark, string Phase)> _refused = [];
    private readonly Dictionary<string, DateTimeOffset> _answers = new(StringComparer.Ordinal);

    public RehearsalPlay(RehearsalSetup setup, WorkflowEngine engine, IReadOnlyList<WorkflowDefinition> definitions, Facts facts)
    {
        (_setup, _calendar, _samples) = (setup, setup.Calendar, new RehearsalSamples(definitions));
        var start = LocalTime.ToUtc(_calendar, setup.Start, s_morning);
        _runner = new InMemoryRunner(engine, definitions, facts) { Now = start, Register = _ => Sample() };
        (_end, _log) = (start + s_longest, new RehearsalLog(_runner, _calendar));
    }

    public RehearsalResult Play()
    {
        _log.Passed(_setup.Start.AddDays(-1), _setup.Start);
        _runner.Start(_setup.DefinitionId, (JsonObject?)_setup.Input?.DeepClone(), correlationId: "rehearsal");
        _log.Take();
        for (var events = 0; events < MostEvents && (ActOnce() || Elapse()); events++) _log.Take();
        _log.Take();
        return new RehearsalResult(_setup, _log.Events, Describe(), _runner.Instances.Any(i => i.Incidents.Count > 0));
    }

    private JsonArray Sample() => new([.. s_sample.Select((days, i) => (JsonNode)new JsonObject
    {
        ["row"] = $"r{i + 1}",
        ["number"] = i + 1,
        ["owner"] = NamedPerson,
        ["due"] = WorkingDays.Add(_calendar, LocalTime.DayOf(_calendar, _runner.Now), days).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    })]);

    private IEnumerable<(InMemoryInstance Instance, Bookmark Bookmark)> Open =>
        from instance in _runner.Instances
        where instance.State.Status == WorkflowStatus.Running
        from bookmark in instance.State.Bookmarks
        select (instance, bookmark);

    private bool ActOnce()
    {
        foreach (var (instance, bookmark) in Open.Where(o => o.Bookmark.Task is not null).ToList())
        {
            var task = bookmark.Task!;
            if (task.ScheduledFor is { } day && LocalTime.DayOf(_calendar, _runner.Now) < day) continue;
            if (_samples.LeavesAlone(instance.State.DefinitionId, bookmark.ActivityId)) continue;
            if (LateAt(bookmark, task) > _runner.Now || _refused.Contains((bookmark.Id, task.Phase)) || Choice(bookmark, task) is not { } action) continue;
            var values = new JsonObject { ["note"] = "rehearsed", ["reason"] = "rehearsed", ["recipients"] = Recipients(task) };
            if (_samples.Answers(instance.State.DefinitionId, bookmark.ActivityId, LocalTime.DayOf(_calendar, _runner.Now), _calendar) is { } answers) values["form"] = answers;
            if (_runner.Send(instance.InstanceId, key => new TaskCompleted(key, bookmark.Id, action.Key, RehearsalLog.RoleTitle(task.Role), Values: values)))
            {
                _log.Did(task, action);
                if (instance.State.Bookmarks.Find(b => b.Id == bookmark.Id) is { Task: { } left } && left == task) _refused.Add((bookmark.Id, task.Phase));
                return true;
            }

            _refused.Add((bookmark.Id, task.Phase));
        }

        return false;
    }

    // Somebody of each group that a version is to go to.
    private static JsonArray? Recipients(TaskWait task) => task.Details?["groups"] is JsonArray groups
        ? new([.. groups.OfType<JsonObject>().Select(g => (JsonNode)new JsonObject { ["person"] = g["key"]?.DeepClone(), ["group"] = g["key"]?.DeepClone() })])
        : null;

    private TaskAction? Choice(Bookmark bookmark, TaskWait task) => task.Kind switch
    {
        TaskKind.Request => AnswerOf(bookmark) <= _runner.Now ? task.Actions.FirstOrDefault(a => a.Key == "complete") : null,
        TaskKind.NextAction => task.Actions.FirstOrDefault(a => !a.Terminating && !a.NeedsAttachment && _chosen.Add(a.Key))
            ?? task.Actions.FirstOrDefault(a => a is { Terminating: true, NeedsAttachment: false }),
        TaskKind.SignOff => task.Actions.FirstOrDefault(a => a.Signs),
        _ => task.Actions.FirstOrDefault(a => a.Key == "send")
            ?? task.Actions.FirstOrDefault(a => a.Key == "recordNoResponse" && a.AvailableFrom <= _runner.Now)
            ?? (task.WaitsFor.Count == 0 ? task.Actions.FirstOrDefault(a => !s_aside.Contains(a.Key)) : null),
    };

    // Whoever is asked answers as many working days after the day on which the request arrived.
    private DateTimeOffset? AnswerOf(Bookmark bookmark)
    {
        if (_setup.AnswersAfter is not { } days) return null;
        if (_answers.TryGetValue(bookmark.Id, out var known)) return known;
        var day = WorkingDays.Add(_calendar, LocalTime.DayOf(_calendar, _runner.Now), days);
        var at = LocalTime.ToUtc(_calendar, day, s_answering);
        return _answers[bookmark.Id] = at < _runner.Now ? _runner.Now : at;
    }

    // Own work that has a due date, where people are rehearsed to be late; what others are asked has its own days.
    private DateTimeOffset? LateAt(Bookmark bookmark, TaskWait task)
    {
        if (_setup.LateBy is not { } days || task.Kind == TaskKind.Request || task.WaitsFor.Count > 0 || bookmark.Clock is not { } clock) return null;
        return LocalTime.ToUtc(_calendar, WorkingDays.Add(_calendar, Clock.DueOn(clock, _calendar), days), s_answering);
    }

    private bool Elapse()
    {
        var waits = Open.Where(o => o.Bookmark.Clock is not null).Select(o => (o.Instance, o.Bookmark, Mark: Clock.Next(o.Bookmark.Clock!, _calendar))).Where(o => o.Mark is not null);
        var starts = Open.Select(o => o.Bookmark.Task?.ScheduledFor).OfType<DateOnly>().Select(d => LocalTime.ToUtc(_calendar, d, s_morning));
        var answers = Open.Where(o => o.Bookmark.Task is { Kind: TaskKind.Request }).Select(o => AnswerOf(o.Bookmark)).OfType<DateTimeOffset>();
        var late = Open.Where(o => o.Bookmark.Task is not null).Select(o => LateAt(o.Bookmark, o.Bookmark.Task!)).OfType<DateTimeOffset>();
        var people = starts.Concat(answers).Concat(late).Where(at => at > _runner.Now).Order().Select(at => (DateTimeOffset?)at).FirstOrDefault();
        var next = waits.OrderBy(w => w.Mark!.At).Select(w => ((InMemoryInstance, Bookmark, ScheduledMark)?)(w.Instance, w.Bookmark, w.Mark!)).FirstOrDefault();
        if (people is { } soon && (next is not { } later || soon < later.Item3.At)) return MoveTo(soon);
        if (next is not var (instance, bookmark, mark) || !MoveTo(mark.At)) return false;
        return _runner.Send(instance.InstanceId, key => new TimerElapsed(key, bookmark.Id, mark.Key, mark.At));
    }

    private bool MoveTo(DateTimeOffset at)
    {
        if (at > _end) return false;
        if (at <= _runner.Now) return true;
        _log.Passed(LocalTime.DayOf(_calendar, _runner.Now), LocalTime.DayOf(_calendar, at));
        _runner.Now = at;
        return true;
    }

    private string Describe()
    {
        if (_runner.Instances.SelectMany(i => i.Incidents).FirstOrDefault() is { } incident) return $"It broke in {incident.ActivityId}: {incident.Message}";
        if (_runner.Instances.All(i => i.State.Status == WorkflowStatus.Finished)) return $"Everything has ended: {UkDates.Moment(_calendar, _runner.Now)}. {UkWords.Count(_runner.Instances.Count, "process was", "processes were")} started.";
        var waits = Open.Select(o => o.Bookmark.Task is { } t ? $"{t.Title} with {RehearsalLog.RoleTitle(t.Role)}" : o.Bookmark.ActivityId).Distinct(StringComparer.Ordinal);
        return $"Nothing more happens within {s_longest.Days} days. Still open: {string.Join("; ", waits)}.";
    }
}
