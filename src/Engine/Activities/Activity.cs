using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities;

/// <summary>
/// A leaf activity: values in, a step out. No I/O, no clock, no ids of its own: all that comes from the context.
/// One instance of the class serves every run, so it keeps nothing.
/// </summary>
/// <remarks>May run again for the same stimulus after a crash or a lost commit; the same context gives the same step.</remarks>
public abstract class Activity
{
    /// <summary>Begins a run.</summary>
    public abstract ActivityStep Start(ActivityContext context);

    /// <summary>Goes on after one of its bookmarks was resumed.</summary>
    /// <param name="context">As in <see cref="Start"/>, with the state that the last step left.</param>
    /// <param name="bookmark">The wait that was resumed; it is still in <see cref="ActivityContext.Bookmarks"/> unless it burns by itself.</param>
    /// <param name="stimulus">What happened.</param>
    public virtual ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus) =>
        throw new UnexpectedStimulusException(context.NodeId, stimulus.GetType().Name);
}

/// <summary>What one step of an activity decided.</summary>
public sealed record ActivityStep
{
    private static readonly ActivityStep s_done = new() { Outcomes = ["Done"] };

    private ActivityStep()
    {
    }

    /// <summary>Outcomes when it completed; null while it waits.</summary>
    public IReadOnlyList<string>? Outcomes { get; private init; }

    /// <summary>All waits that are live after this step; those not listed are closed. Null when it completed.</summary>
    public IReadOnlyList<Bookmark>? Waits { get; private init; }

    /// <summary>What is asked of the world.</summary>
    public IReadOnlyList<Effect> Effects { get; private init; } = [];

    /// <summary>Questions that must be answered before the burst goes on; the answer arrives by <see cref="ActivityContext.Answers"/> and a second call.</summary>
    public IReadOnlyList<Question> Questions { get; private init; } = [];

    /// <summary>It has ended with these outcomes.</summary>
    public static ActivityStep Complete(IReadOnlyList<string> outcomes, params IReadOnlyList<Effect> effects) =>
        new() { Outcomes = outcomes, Effects = effects };

    /// <summary>It has ended with this outcome.</summary>
    public static ActivityStep Complete(string outcome = "Done", params IReadOnlyList<Effect> effects) =>
        effects.Count == 0 && outcome == "Done" ? s_done : new() { Outcomes = [outcome], Effects = effects };

    /// <summary>It waits. <paramref name="waits"/> is the whole list of its live bookmarks after this step.</summary>
    public static ActivityStep Wait(IReadOnlyList<Bookmark> waits, params IReadOnlyList<Effect> effects) =>
        new() { Waits = waits, Effects = effects };

    /// <summary>It has to know something first. The same method is called again with the answers.</summary>
    public static ActivityStep Ask(params IReadOnlyList<Question> questions) =>
        new() { Questions = questions };
}
