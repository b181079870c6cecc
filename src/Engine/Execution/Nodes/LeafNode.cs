using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Runs activities written against <see cref="Activity"/>.</summary>
internal sealed class LeafNode(ActivityDescriptor descriptor) : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var activity = Own;
        Step(session, run, null, activity.Start);
    }

    public override void Resume(BurstSession session, ActivityRun run, Bookmark bookmark)
    {
        var activity = Own;
        Step(session, run, bookmark, c => activity.Resume(c, bookmark, session.Stimulus));
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) => session.Complete(run, run.Asked);

    private Activity Own => descriptor.Activity ?? throw new UnknownActivityException(descriptor.Type, 0);

    private void Step(BurstSession session, ActivityRun run, Bookmark? resumed, Func<ActivityContext, ActivityStep> call)
    {
        var prefix = session.NewId();
        var trigger = resumed is null && session.UseTrigger(run.Node);
        var asked = 0;
        while (true)
        {
            var context = NewContext(session, run, resumed, prefix, trigger);
            var step = call(context);
            if (step.Questions.Count == 0)
            {
                Apply(session, run, context, step);
                return;
            }

            // The answers of earlier questions are known, so the same method sees one answer more each time round.
            if (step.Questions.All(q => session.Answers.ContainsKey(q.Id)) && asked++ <= session.Answers.Count) continue;
            session.Ask(step.Questions);
            return;
        }
    }

    private ActivityContext NewContext(BurstSession session, ActivityRun run, Bookmark? resumed, string prefix, bool trigger)
    {
        var state = session.State;
        return new ActivityContext(prefix)
        {
            InstanceId = state.InstanceId,
            ActivityId = run.Node.Id,
            NodeId = run.NodeId,
            ActivityInstanceId = run.Id,
            Now = session.Now,
            Facts = session.Facts,
            CorrelationId = state.CorrelationId,
            WorkflowInput = state.Input,
            Inputs = session.Inputs(run, descriptor),
            State = (JsonObject?)run.Memory?.DeepClone() ?? [],
            Bookmarks = state.Bookmarks.Count == 0 ? [] : state.Bookmarks.FindAll(b => b.ActivityInstanceId == run.Id && !(b.AutoBurn && b.Id == resumed?.Id)),
            Answers = session.Answers,
            IsTrigger = trigger,
            TriggerPayload = trigger ? (session.Stimulus as InstanceStarted)?.TriggerPayload : null,
        };
    }

    private static void Apply(BurstSession session, ActivityRun run, ActivityContext context, ActivityStep step)
    {
        run.Memory = context.State.Count == 0 ? null : context.State;
        foreach (var (name, value) in context.Outputs) session.SetOutput(run, name, value);
        foreach (var effect in step.Effects) session.Emit(effect);
        if (step.Outcomes is { } outcomes) End(session, run, outcomes);
        else ReplaceWaits(session.State.Bookmarks, run.Id, step.Waits ?? []);
    }

    // What hangs on an outcome inside the activity itself runs before it ends.
    private static void End(BurstSession session, ActivityRun run, IReadOnlyList<string> outcomes)
    {
        var inside = run.Node.Ports.Count > 0 ? outcomes.Select(o => run.Node.Port(PortOf(o))).FirstOrDefault(n => n is not null) : null;
        if (inside is null)
        {
            session.Complete(run, outcomes);
            return;
        }

        ReplaceWaits(session.State.Bookmarks, run.Id, []);
        run.Asked = [.. outcomes];
        session.Schedule(run, inside);
    }

    private static string PortOf(string outcome) => outcome switch
    {
        "Unmatched status code" => "unmatchedStatusCode",
        "Failed to connect" => "failedToConnect",
        "Timeout" => "timeout",
        _ => NodePorts.Status(outcome),
    };

    private static void ReplaceWaits(List<Bookmark> bookmarks, string runId, IReadOnlyList<Bookmark> waits)
    {
        var wanted = waits.ToDictionary(w => w.Id, StringComparer.Ordinal);
        for (var i = bookmarks.Count - 1; i >= 0; i--)
        {
            if (bookmarks[i].ActivityInstanceId != runId) continue;
            if (wanted.Remove(bookmarks[i].Id, out var updated)) bookmarks[i] = updated;
            else bookmarks.RemoveAt(i);
        }

        bookmarks.AddRange(waits.Where(w => wanted.ContainsKey(w.Id)));
    }
}
