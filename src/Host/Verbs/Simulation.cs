using System.Text.Json.Nodes;
using ReviewFlow.Engine;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Engine.Time;
using ReviewFlow.Persistence;

namespace ReviewFlow.Host.Verbs;

/// <summary>
/// A case in which nobody who is asked ever answers. Everybody does their own steps at once: sends, signs, records that
/// no response came as soon as it may be recorded, and chooses each way on that was not gone yet, then the one that ends.
/// </summary>
internal sealed class Simulation
{
    private const int MostEvents = 5_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(400);

    private readonly InMemoryRunner _runner;
    private readonly WorkingDayCalendar _calendar;
    private readonly SimulationLog _log;
    private readonly DateTimeOffset _end;
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private readonly HashSet<(string Bookmark, string Phase)> _refused = [];

    public Simulation(IReadOnlyList<WorkflowDefinition> definitions, Facts facts, WorkingDayCalendar calendar, DateTimeOffset start)
    {
        _runner = new InMemoryRunner(new WorkflowEngine(PersistenceRegistration.Catalog()), definitions, facts) { Now = start };
        (_calendar, _end, _log) = (calendar, start + s_longest, new SimulationLog(_runner));
    }

    public IReadOnlyList<SimulationLine> Lines => _log.Lines;

    /// <summary>How it came out.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>Whether something broke.</summary>
    public bool Failed => _runner.Instances.Any(i => i.Incidents.Count > 0);

    public void Play(string definitionId)
    {
        _runner.Start(definitionId, correlationId: "simulated");
        _log.Take();
        for (var events = 0; events < MostEvents && (ActOnce() || Elapse()); events++) _log.Take();
        _log.Take();
        Ending = Describe();
    }

    private IEnumerable<(InMemoryInstance Instance, Bookmark Bookmark)> Open =>
        from instance in _runner.Instances
        where instance.State.Status == WorkflowStatus.Running
        from bookmark in instance.State.Bookmarks
        select (instance, bookmark);

    private bool ActOnce()
    {
        foreach (var (instance, bookmark) in Open.Where(o => o.Bookmark.Task is { Kind: not TaskKind.Request }).ToList())
        {
            var task = bookmark.Task!;
            if (task.ScheduledFor is { } day && LocalTime.DayOf(_calendar, _runner.Now) < day) continue;
            if (_refused.Contains((bookmark.Id, task.Phase)) || Choice(task) is not { } action) continue;
            var values = new JsonObject { ["note"] = "simulated", ["reason"] = "simulated" };
            if (_runner.Send(instance.InstanceId, key => new TaskCompleted(key, bookmark.Id, action.Key, SimulationLog.RoleTitle(task.Role), Values: values)))
            {
                _log.Did(task, action);
                return true;
            }

            _refused.Add((bookmark.Id, task.Phase));
        }

        return false;
    }

    private TaskAction? Choice(TaskWait task) => task.Kind switch
    {
        TaskKind.NextAction => task.Actions.FirstOrDefault(a => !a.Terminating && !a.NeedsAttachment && _chosen.Add(a.Key))
            ?? task.Actions.FirstOrDefault(a => a is { Terminating: true, NeedsAttachment: false }),
        TaskKind.SignOff => task.Actions.FirstOrDefault(a => a.Signs),
        _ => task.Actions.FirstOrDefault(a => a.Key == "send")
            ?? task.Actions.FirstOrDefault(a => a.Key == "recordNoResponse" && a.AvailableFrom <= _runner.Now)
            ?? (task.WaitsFor.Count == 0 ? task.Actions.FirstOrDefault(a => a.Key is not ("remind" or "cancel" or "changeRecipients" or "recordNoResponse")) : null),
    };

    private bool Elapse()
    {
        var waits = Open.Where(o => o.Bookmark.Clock is not null).Select(o => (o.Instance, o.Bookmark, Mark: Clock.Next(o.Bookmark.Clock!, _calendar))).Where(o => o.Mark is not null);
        var starts = Open.Select(o => o.Bookmark.Task?.ScheduledFor).OfType<DateOnly>()
            .Select(d => LocalTime.ToUtc(_calendar, d, new TimeOnly(9, 0))).Where(at => at > _runner.Now).Order().ToList();
        var next = waits.OrderBy(w => w.Mark!.At).Select(w => ((InMemoryInstance, Bookmark, ScheduledMark)?)(w.Instance, w.Bookmark, w.Mark!)).FirstOrDefault();
        if (starts.Count > 0 && (next is not { } later || starts[0] < later.Item3.At)) return MoveTo(starts[0]);
        if (next is not var (instance, bookmark, mark) || !MoveTo(mark.At)) return false;
        return _runner.Send(instance.InstanceId, key => new TimerElapsed(key, bookmark.Id, mark.Key, mark.At));
    }

    private bool MoveTo(DateTimeOffset at)
    {
        if (at > _end) return false;
        if (at > _runner.Now) _runner.Now = at;
        return true;
    }

    private string Describe()
    {
        if (_runner.Instances.SelectMany(i => i.Incidents).FirstOrDefault() is { } incident) return $"It broke in {incident.ActivityId}: {incident.Message}";
        if (_runner.Instances.All(i => i.State.Status == WorkflowStatus.Finished)) return $"Everything has ended. {_runner.Instances.Count} step(s) were started.";
        var waits = Open.Select(o => o.Bookmark.Task is { } t ? $"{t.Title} with {SimulationLog.RoleTitle(t.Role)}" : o.Bookmark.ActivityId).Distinct(StringComparer.Ordinal);
        return $"Nothing more happens within {s_longest.Days} days. Still open: {string.Join("; ", waits)}.";
    }
}
