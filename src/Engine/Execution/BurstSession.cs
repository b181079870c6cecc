using System.Text.Json.Nodes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution.Nodes;

namespace ReviewFlow.Engine.Execution;

/// <summary>The work of one burst on a private copy of the state: the queue, the run loop and what came of it.</summary>
internal sealed partial class BurstSession(
    WorkflowEngine engine,
    WorkflowDefinition definition,
    WorkflowState state,
    Stimulus stimulus,
    DateTimeOffset now,
    Facts facts,
    IReadOnlyDictionary<string, JsonNode?> answers)
{
    private readonly string _idPrefix = $"{stimulus.Key}-{Mark(state.InstanceId):x8}-";
    private readonly WorkQueue _queue = new();
    private readonly List<JournalEntry> _journal = [];
    private readonly List<Incident> _incidents = [];
    private readonly List<Effect> _effects = [];
    private readonly List<Question> _questions = [];
    private int _executed;
    private bool _stopped;
    private bool _triggerUsed;

    public WorkflowDefinition Definition => definition;

    public WorkflowState State => state;

    public Stimulus Stimulus => stimulus;

    public DateTimeOffset Now => now;

    public Facts Facts => facts;

    public IReadOnlyDictionary<string, JsonNode?> Answers => answers;

    /// <summary>Nothing of this instance runs any more in this burst.</summary>
    public bool Stopped => _stopped;

    public Burst Result() => new()
    {
        State = state,
        Journal = _journal,
        Incidents = _incidents,
        Effects = _effects,
        Questions = _questions,
    };

    /// <summary>The instance marks its ids: one event delivered to several instances under one key must not give one id twice.</summary>
    public string NewId() => $"{_idPrefix}{++state.NextId}";

    /// <summary>As <see cref="NewId"/>, for whoever puts the id together later, if at all.</summary>
    public (string Prefix, int Number) NewIdLater() => (_idPrefix, ++state.NextId);

    public void Emit(Effect effect) => _effects.Add(effect);

    /// <summary>Stops the burst until the questions are answered; it is then run again from its beginning.</summary>
    public void Ask(IReadOnlyList<Question> questions)
    {
        _questions.AddRange(questions);
        Halt();
    }

    public void Write(ActivityRun run, string what, string? message = null) =>
        _journal.Add(new JournalEntry(++state.JournalSequence, run.Node.Id, run.NodeId, run.Id, what, now, message));

    /// <summary>Runs what is queued until nothing is left or the instance has stopped.</summary>
    public void RunLoop()
    {
        while (!_stopped && _queue.TryTake(out var item))
        {
            if (++_executed > engine.Options.MaxActivitiesPerBurst) throw new BurstBudgetException(state.InstanceId, engine.Options.MaxActivitiesPerBurst);
            Invoke(item.Existing ?? Begin(item), null);
        }
    }

    /// <summary>One pass of the activity pipeline: journal, run, journal.</summary>
    public void Invoke(ActivityRun run, Bookmark? resumed)
    {
        Write(run, IsBookmarked(run.NodeId) ? "Resumed" : "Started");
        run.Status = ActivityStatus.Running;
        try
        {
            var behavior = BehaviorOf(run.Node);
            if (state.TokenFlow && resumed is null) TokenFlow.Win(this, run);
            if (resumed is null) behavior.Start(this, run);
            else behavior.Resume(this, run, resumed);
        }
        catch (Exception e) when (e is not BurstBudgetException)
        {
            Fault(run, e);
            return;
        }

        if (!_stopped && run.Status == ActivityStatus.Running && IsBookmarked(run.NodeId)) Write(run, "Suspended");
    }

    /// <summary>How a node runs; unknown types only fail when they are reached.</summary>
    public NodeBehavior BehaviorOf(ActivityNode node)
    {
        if (node.Parent is null || node.Parent.Linked == node) return WorkflowNode.Instance;
        if (node.Linked is not null) return UsedWorkflowNode.Instance;
        return engine.Catalog.TryGet(node.Type, out var descriptor) ? descriptor.Runs : throw new UnknownActivityException(node.Type, node.Version);
    }

    /// <summary>Whether this visit of the activity is the one whose trigger started the instance.</summary>
    public bool UseTrigger(ActivityNode node)
    {
        if (_triggerUsed || stimulus is not InstanceStarted { TriggerActivityId: { } id } || node.Id != id) return false;
        return _triggerUsed = true;
    }

    public void Schedule(ActivityRun? owner, ActivityNode node, Dictionary<string, JsonNode?>? locals = null, bool backward = false)
    {
        if (!_stopped) _queue.Add(new WorkItem(node, owner, locals, backward, null));
    }

    public void ScheduleAgain(ActivityRun run) => _queue.Add(new WorkItem(run.Node, run.Parent, null, false, run));

    public bool IsQueued(ActivityRun owner, ActivityNode node) => _queue.Holds(owner, node);

    public bool IsWorkQueuedUnder(ActivityRun run) => _queue.HoldsAnyUnder(run);

    private ActivityRun Begin(WorkItem item)
    {
        var run = new ActivityRun { Id = NewId(), NodeId = item.Node.NodeId, Node = item.Node, Parent = item.Owner, Locals = item.Locals, Backward = item.Backward };
        if (item.Owner is null) state.Root = run;
        else item.Owner.Children.Add(run);
        return run;
    }

    private bool IsBookmarked(string nodeId)
    {
        foreach (var bookmark in state.Bookmarks)
        {
            if (string.Equals(bookmark.NodeId, nodeId, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>FNV-1a, because string.GetHashCode differs from run to run.</summary>
    private static uint Mark(string instanceId)
    {
        var hash = 2166136261u;
        foreach (var c in instanceId) hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }

    private void Halt()
    {
        _stopped = true;
        _queue.Clear();
    }
}
