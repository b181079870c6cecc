using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution;

/// <summary>START READING HERE. Runs one burst: pure, no I/O, no clock, safe to share between threads.</summary>
public sealed class WorkflowEngine(ActivityCatalog catalog, EngineOptions? options = null)
{
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
    public Burst Run(WorkflowDefinition definition, WorkflowState? state, Stimulus stimulus, DateTimeOffset now, Facts facts) =>
        throw new NotSupportedException("under construction");

    /// <summary>Goes on with a burst that asked questions. All of them must be answered.</summary>
    public Burst Continue(Burst pending, IReadOnlyList<Answer> answers) =>
        throw new NotSupportedException("under construction");
}
