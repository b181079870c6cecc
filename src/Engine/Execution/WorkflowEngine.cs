using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>START READING HERE. Runs one burst: pure, no I/O, no clock, safe to share between threads.</summary>
public sealed class WorkflowEngine(ActivityCatalog catalog, EngineOptions? options = null)
{
    private static readonly IReadOnlyDictionary<string, JsonNode?> s_noAnswers = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    /// <summary>The activities it can run.</summary>
    public ActivityCatalog Catalog { get; } = catalog;

    /// <summary>Its limits.</summary>
    public EngineOptions Options { get; } = options ?? new EngineOptions();

    /// <summary>Applies a stimulus to a state. The state given is not changed.</summary>
    /// <param name="definition">The version that the instance runs on.</param>
    /// <param name="state">State before; null for <see cref="InstanceStarted"/>.</param>
    /// <param name="stimulus">What happened.</param>
    /// <param name="now">Business time (UTC).</param>
    /// <param name="facts">Calendars, settings, forms.</param>
    /// <exception cref="BurstBudgetException">The burst ran more activities than <see cref="EngineOptions.MaxActivitiesPerBurst"/>; nothing of it counts.</exception>
    /// <exception cref="UnknownNodeException">The state refers to a node that the definition does not have.</exception>
    public Burst Run(WorkflowDefinition definition, WorkflowState? state, Stimulus stimulus, DateTimeOffset now, Facts facts) =>
        Run(new PendingBurst(definition, state, stimulus, now, facts, s_noAnswers));

    /// <summary>Goes on with a burst that asked questions. All of them must be answered.</summary>
    /// <remarks>The burst is run again from its beginning with the answers: it is pure, so it comes to the same place.</remarks>
    /// <exception cref="ArgumentException">The burst asked nothing, or a question has no answer.</exception>
    public Burst Continue(Burst pending, IReadOnlyList<Answer> answers)
    {
        var origin = pending.Pending ?? throw new ArgumentException("This burst asked nothing.", nameof(pending));
        var all = new Dictionary<string, JsonNode?>(origin.Answers, StringComparer.Ordinal);
        foreach (var answer in answers) all[answer.QuestionId] = answer.Value?.DeepClone();
        if (pending.Questions.FirstOrDefault(q => !all.ContainsKey(q.Id)) is { } open) throw new ArgumentException($"Question {open.Id} has no answer.", nameof(answers));
        return Run(origin with { Answers = all });
    }

    /// <summary>The state on another version of its definition; it goes on where it stands. The state given is not changed.</summary>
    /// <param name="state">State of a running instance.</param>
    /// <param name="current">The version it runs on, linked.</param>
    /// <param name="target">The version to move to, linked.</param>
    /// <exception cref="UnknownNodeException">It stands at a node that the version does not have, or that is of another type there.</exception>
    public static WorkflowState Migrate(WorkflowState state, WorkflowDefinition current, WorkflowDefinition target)
    {
        if (state.Root is { } root) CheckStands(state.InstanceId, root, current, target);
        return state.Copy(target);
    }

    /// <summary>As <see cref="Migrate"/>, with the line of the journal that says so.</summary>
    /// <param name="state">State of a running instance.</param>
    /// <param name="current">The version it runs on, linked.</param>
    /// <param name="target">The version to move to, linked.</param>
    /// <param name="now">Business time (UTC).</param>
    /// <exception cref="UnknownNodeException">As there.</exception>
    public static Burst Move(WorkflowState state, WorkflowDefinition current, WorkflowDefinition target, DateTimeOffset now)
    {
        var moved = Migrate(state, current, target);
        var line = new JournalEntry(++moved.JournalSequence, target.Workflow.Id, target.Workflow.NodeId, moved.Root?.Id ?? "", "Migrated", now, $"{current.Id} → {target.Id}");
        return new Burst { State = moved, Journal = [line] };
    }

    private static void CheckStands(string instanceId, ActivityRun run, WorkflowDefinition current, WorkflowDefinition target)
    {
        var sameType = target.Nodes.TryGetValue(run.NodeId, out var there) && current.Nodes.TryGetValue(run.NodeId, out var here) && there.Type == here.Type;
        if (!sameType) throw new UnknownNodeException(instanceId, run.NodeId);
        foreach (var child in run.Children) CheckStands(instanceId, child, current, target);
    }

    private Burst Run(PendingBurst origin)
    {
        var working = origin.State?.Copy() ?? NewState(origin.Definition, origin.Stimulus);
        var session = new BurstSession(this, origin.Definition, working, origin.Stimulus, origin.Now, origin.Facts, origin.Answers);
        session.Attach();
        if (!session.Apply()) return new Burst { State = origin.State ?? working, Applied = false };
        session.Settle();
        var burst = session.Result();
        return burst.Questions.Count == 0 ? burst : burst with { Pending = origin };
    }

    private WorkflowState NewState(WorkflowDefinition definition, Stimulus stimulus)
    {
        if (stimulus is not InstanceStarted start) throw new ArgumentNullException(nameof(stimulus), "Only a start has no state before it.");
        return new WorkflowState
        {
            InstanceId = start.InstanceId,
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            DefinitionVersion = definition.Version,
            ParentInstanceId = start.ParentInstanceId,
            CorrelationId = start.CorrelationId,
            Status = WorkflowStatus.Running,
            SubStatus = WorkflowSubStatus.Pending,
            Input = (JsonObject?)start.Input?.DeepClone() ?? [],
            TriggerActivityId = start.TriggerActivityId,
            TokenFlow = definition.TokenFlow ?? Options.TokenFlow,
        };
    }
}

/// <summary>Everything needed to run a burst from its beginning.</summary>
internal sealed record PendingBurst(
    WorkflowDefinition Definition,
    WorkflowState? State,
    Stimulus Stimulus,
    DateTimeOffset Now,
    Facts Facts,
    IReadOnlyDictionary<string, JsonNode?> Answers);
