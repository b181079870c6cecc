using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Activities.Clocks;

/// <summary>
/// Alerts one rung after the other while it runs beside other work; ends when that work ends (a join that waits for any,
/// or Finish). It alerts and never moves work. (Domain 5c, escalation ladder; X-30; ruling 2.)
/// </summary>
public sealed class EscalationLadder : Activity
{
    /// <summary>How administrators see it.</summary>
    public static readonly ActivityDescriptor Descriptor = new()
    {
        Type = "ReviewFlow.EscalationLadder",
        DisplayName = "Escalation ladder",
        Category = "Escalation",
        Description = "Runs beside other work and alerts rung by rung until that work ends. Each rung goes off once, in order.",
        Activity = new EscalationLadder(),
        Inputs = [.. Described.Clock],
    };

    /// <inheritdoc />
    public override ActivityStep Start(ActivityContext context) =>
        Deadline.Start(context) is { } clock
            ? ActivityStep.Wait([context.NewBookmark("ReviewFlow.Ladder", clock: clock)])
            : throw new MissingInputException(context.NodeId, "workingDays");

    /// <inheritdoc />
    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        if (stimulus is not TimerElapsed elapsed) return base.Resume(context, bookmark, stimulus);
        var (clock, effects) = Deadline.Reached(context, bookmark, elapsed);
        return ActivityStep.Wait([bookmark with { Clock = clock }], effects);
    }
}
