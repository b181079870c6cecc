using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>
/// Runs definitions in memory: for conformance, simulation, tests and rehearsal. Answers questions, starts children and
/// tells their parents, delivers events. Timers wait until the caller lets them elapse. Not safe for several threads.
/// </summary>
public sealed partial class InMemoryRunner
{
    private readonly WorkflowEngine _engine;
    private readonly Dictionary<string, WorkflowDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InMemoryInstance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _series = new(StringComparer.Ordinal);
    private readonly Queue<Action> _later = new();
    private int _stimuli;

    /// <summary>A runner for these definitions; workflows used as activities are linked among them.</summary>
    /// <param name="engine">The engine with its catalog.</param>
    /// <param name="definitions">All definitions it may start, by their logical ids; of several versions the last one counts.</param>
    /// <param name="facts">What bursts know of the organisation.</param>
    public InMemoryRunner(WorkflowEngine engine, IEnumerable<WorkflowDefinition> definitions, Facts? facts = null)
    {
        _engine = engine;
        Facts = facts ?? Facts.None;
        var all = definitions.ToList();
        foreach (var definition in all) _definitions[definition.DefinitionId] = Linked(definition, all);
    }

    /// <summary>Business time of the next burst; the caller moves it.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What bursts know of the organisation.</summary>
    public Facts Facts { get; set; }

    /// <summary>Every instance, children included, in order of creation.</summary>
    public IReadOnlyCollection<InMemoryInstance> Instances => _instances.Values;

    /// <summary>Everything that bursts asked of the world, in order, with the instance that asked.</summary>
    public List<(InMemoryInstance Instance, Effect Effect)> Effects { get; } = [];

    /// <summary>All lines written by any instance, in order.</summary>
    public IEnumerable<string> Lines => Effects.Select(e => e.Effect).OfType<WriteLine>().Select(l => l.Text);

    /// <summary>Called with every state that is about to be stored; a test may send it through the serializer.</summary>
    public Func<WorkflowState, WorkflowState> Store { get; set; } = s => s;

    /// <summary>The instance of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public InMemoryInstance this[string instanceId] => _instances[instanceId];

    /// <summary>Starts an instance and everything that follows from it.</summary>
    /// <exception cref="KeyNotFoundException">The definition is unknown.</exception>
    public InMemoryInstance Start(string definitionId, JsonObject? input = null, string? correlationId = null, string? triggerActivityId = null, JsonNode? triggerPayload = null)
    {
        var key = NextKey();
        var instance = Begin(_definitions[definitionId], new InstanceStarted(key, "i-" + key, input, correlationId, triggerActivityId) { TriggerPayload = triggerPayload });
        Settle();
        return instance;
    }

    /// <summary>Applies a stimulus to an instance and everything that follows from it. False: it found nothing that it was for.</summary>
    public bool Send(string instanceId, Func<string, Stimulus> stimulus)
    {
        var applied = Apply(_instances[instanceId], stimulus(NextKey()));
        Settle();
        return applied;
    }

    /// <summary>Resumes a wait by hand.</summary>
    public bool Resume(string instanceId, string bookmarkId, JsonObject? input = null) => Send(instanceId, k => new BookmarkResumed(k, bookmarkId, input));

    /// <summary>
    /// Publishes an event. Without a correlation id it reaches every instance that waits for it and starts every
    /// definition that it triggers; with one only instances that carry it.
    /// </summary>
    public void Publish(string name, JsonNode? payload = null, string? correlationId = null)
    {
        Deliver(name, payload, correlationId, null);
        Settle();
    }

    /// <summary>Cancels an instance.</summary>
    public bool Cancel(string instanceId) => Send(instanceId, k => new InstanceCancelled(k));

    private string NextKey() => "s" + (++_stimuli).ToString(CultureInfo.InvariantCulture);

    private void Settle()
    {
        while (_later.TryDequeue(out var next)) next();
    }

    private InMemoryInstance Begin(WorkflowDefinition definition, InstanceStarted start)
    {
        var instance = new InMemoryInstance(definition, start.InstanceId);
        _instances.Add(start.InstanceId, instance);
        Apply(instance, start);
        return instance;
    }

    private bool Apply(InMemoryInstance instance, Stimulus stimulus)
    {
        var recorded = 0;
        var burst = _engine.Run(instance.Definition, instance.Stored, stimulus, Now, Facts);
        while (burst.Questions.Count > 0)
        {
            // What came before the question stands before what the answer brings; the repeated burst begins with it again.
            Record(instance, burst.Effects.Skip(recorded));
            recorded = burst.Effects.Count;
            burst = _engine.Continue(burst, [.. burst.Questions.Select(q => AnswerTo(instance, q))]);
        }

        if (!burst.Applied) return false;
        instance.Take(burst, Store(burst.State));
        Record(instance, burst.Effects.Skip(recorded));
        foreach (var effect in burst.Effects) Carry(instance, effect);
        if (instance.State.Status == WorkflowStatus.Finished) TellParent(instance);
        return true;
    }

    private void Record(InMemoryInstance instance, IEnumerable<Effect> effects)
    {
        foreach (var effect in effects) Effects.Add((instance, effect));
    }

    private void Carry(InMemoryInstance instance, Effect effect)
    {
        if (effect is PublishEvent publish) _later.Enqueue(() => Deliver(publish.Name, publish.Payload, publish.CorrelationId, publish.LocalOnly ? instance : null));
        if (effect is DispatchWorkflow dispatch) _later.Enqueue(() => Dispatch(instance, dispatch));
        if (effect is StartProcess start && _definitions.TryGetValue(start.DefinitionId, out var definition)) _later.Enqueue(() => Begin(definition, new InstanceStarted(start.Id, "i-" + start.Id, start.Input)));
    }

    private void Dispatch(InMemoryInstance parent, DispatchWorkflow dispatch)
    {
        if (!_definitions.TryGetValue(dispatch.DefinitionId, out var definition)) return;
        var id = "i-" + dispatch.Id;
        if (dispatch.WaitingBookmarkId is { } bookmark) _waiting[id] = (parent, bookmark);
        Begin(definition, new InstanceStarted(dispatch.Id, id, dispatch.Input, dispatch.CorrelationId, ParentInstanceId: parent.InstanceId));
    }

    /// <summary>What registers hold, when a process asks; nothing unless it is set.</summary>
    public Func<ReadRegister, JsonArray> Register { get; set; } = _ => [];

    private Answer AnswerTo(InMemoryInstance instance, Question question) => question switch
    {
        AllocateReference reference => new(question.Id, Reference(reference.Pattern)),
        RunChild child when _definitions.TryGetValue(child.DefinitionId, out var definition) => new(question.Id, RunNow(instance, child, definition)),
        RunChild => new(question.Id, null),
        ReadRegister register => new(question.Id, Register(register)),
        FreezeSections freeze => new(question.Id, Frozen(instance, freeze)),
        _ => throw new NotSupportedException($"No answer is known to {question.GetType().Name}."),
    };

    private JsonObject RunNow(InMemoryInstance parent, RunChild question, WorkflowDefinition definition)
    {
        var child = Begin(definition, new InstanceStarted(question.Id, question.InstanceId, question.Input, question.CorrelationId, ParentInstanceId: parent.InstanceId));
        return new JsonObject
        {
            ["workflowInstanceId"] = child.InstanceId,
            ["status"] = child.State.Status.ToString(),
            ["subStatus"] = child.State.SubStatus.ToString(),
            ["output"] = child.State.Output.DeepClone(),
        };
    }

    // There are no answers to freeze here; the numbers count.
    private JsonObject Frozen(InMemoryInstance instance, FreezeSections freeze)
    {
        var series = $"version of {instance.InstanceId}";
        return new JsonObject
        {
            ["number"] = _series[series] = _series.GetValueOrDefault(series) + 1,
            ["hash"] = "",
            ["title"] = freeze.Title,
            ["dateOfPlan"] = Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["form"] = new JsonObject(),
        };
    }

    private string Reference(string pattern)
    {
        var number = _series[pattern] = _series.GetValueOrDefault(pattern) + 1;
        var dated = pattern.Replace("{year}", Now.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return NumberField().Replace(dated, m => number.ToString("D" + (m.Groups[1].Success ? m.Groups[1].Value : "1"), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\{n(?::(\d))?\}", RegexOptions.NonBacktracking)]
    private static partial Regex NumberField();
}
