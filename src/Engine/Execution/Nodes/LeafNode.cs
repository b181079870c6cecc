using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Runs activities written against <see cref="Activity"/>.</summary>
internal sealed class LeafNode(ActivityDescriptor descriptor) : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run) => Step(session, run, null);

    public override void Resume(BurstSession session, ActivityRun run, Bookmark bookmark) => Step(session, run, bookmark);

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) => session.Complete(run, run.Asked);

    private Activity Own => descriptor.Activity ?? throw new UnknownActivityException(descriptor.Type, 0);

    private void Step(BurstSession session, ActivityRun run, Bookmark? resumed)
    {
        var activity = Own;
        var id = session.NewIdLater();
        var trigger = resumed is null && session.UseTrigger(run.Node);
        var asked = 0;
        while (true)
        {
            var context = NewContext(session, run, resumed, id, trigger);
            var step = resumed is null ? activity.Start(context) : activity.Resume(context, resumed, session.Stimulus);
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

    private ActivityContext NewContext(BurstSession session, ActivityRun run, Bookmark? resumed, (string Prefix, int Number) id, bool trigger)
    {
        var state = session.State;
        return new ActivityContext(id.Prefix, id.Number)
        {
            InstanceId = state.InstanceId,
            ActivityId = run.Node.Id,
            NodeId = run.NodeId,
            ActivityInstanceId = run.Id,
            Now = session.Now,
            Facts = session.Facts,
            CorrelationId = state.CorrelationId,
            WorkflowInput = state.Input,
            InputsGiven = session.Inputs(run, descriptor),
            Memory = (JsonObject?)run.Memory?.DeepClone(),
            Bookmarks = state.Bookmarks.Count == 0 ? [] : state.Bookmarks.FindAll(b => b.ActivityInstanceId == run.Id && !(b.AutoBurn && b.Id == resumed?.Id)),
            Answers = session.Answers,
            IsTrigger = trigger,
            TriggerPayload = trigger ? (session.Stimulus as InstanceStarted)?.TriggerPayload : null,
        };
    }

    private static void Apply(BurstSession session, ActivityRun run, ActivityContext context, ActivityStep step)
    {
        run.Memory = context.Memory;
        if (context.OutputsSet is { } outputs)
        {
            foreach (var (name, value) in outputs) session.SetOutput(run, name, value);
        }

        for (var i = 0; i < step.Effects.Count; i++) session.Emit(step.Effects[i]);
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
