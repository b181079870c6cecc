using System.Text.Json.Nodes;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>Runs its body as long as the condition holds; the condition is read again each turn.</summary>
internal sealed class WhileNode : NodeBehavior
{
    public override bool IsLoop => true;

    public override void Start(BurstSession session, ActivityRun run) => Turn(session, run);

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes) => Turn(session, run);

    private static void Turn(BurstSession session, ActivityRun run)
    {
        if (run.Node.Port("body") is { } body && !run.Breaking && Values.Flag(session.Input(run, "condition"), "condition")) session.Schedule(run, body);
        else session.Complete(run);
    }
}

/// <summary>Counts from start to end; the body sees CurrentValue.</summary>
internal sealed class ForNode : NodeBehavior
{
    public override bool IsLoop => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        run.Position = 0;
        run.Memory = new JsonObject
        {
            ["start"] = Number(session, run, "start", 0),
            ["end"] = Number(session, run, "end", 0),
            ["step"] = Number(session, run, "step", 1),
            ["inclusive"] = session.Input(run, "outerBoundInclusive") is not { } inclusive || Values.Flag(inclusive, "outerBoundInclusive"),
        };
        Turn(session, run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        run.Position++;
        Turn(session, run);
    }

    private static void Turn(BurstSession session, ActivityRun run)
    {
        var memory = run.Memory!;
        var (end, step) = ((long)memory["end"]!, (long)memory["step"]!);
        var value = (long)memory["start"]! + (run.Position * step);
        var inside = step >= 0 ? value < end : value > end;
        var goes = inside || (value == end && (bool)memory["inclusive"]!);
        if (run.Breaking || !goes || run.Node.Port("body") is not { } body)
        {
            session.Complete(run);
            return;
        }

        session.SetOutput(run, "currentValue", JsonValue.Create(value));
        session.Schedule(run, body, new(StringComparer.Ordinal) { ["CurrentValue"] = JsonValue.Create(value) });
    }

    private static long Number(BurstSession session, ActivityRun run, string name, long otherwise) =>
        session.Input(run, name) is { } value ? (long)Values.Number(value, "Int32", name) : otherwise;
}

/// <summary>One turn for each item, one after the other; the items are read again each turn.</summary>
internal sealed class ForEachNode : NodeBehavior
{
    public override bool IsLoop => true;

    public override void Start(BurstSession session, ActivityRun run)
    {
        run.Position = 0;
        Turn(session, run);
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        run.Position++;
        Turn(session, run);
    }

    private static void Turn(BurstSession session, ActivityRun run)
    {
        var items = run.Breaking ? [] : Values.List(session.Input(run, "items"));
        if (run.Position >= items.Count)
        {
            session.Complete(run);
            return;
        }

        var item = items[run.Position];
        session.SetOutput(run, "currentValue", item);
        if (run.Node.Port("body") is { } body) session.Schedule(run, body, Item(item, run.Position));
        else session.Complete(run);
    }

    /// <summary>What the body of a loop over items sees.</summary>
    public static Dictionary<string, JsonNode?> Item(JsonNode? value, int index) =>
        new(StringComparer.Ordinal) { ["CurrentIndex"] = JsonValue.Create(index), ["CurrentValue"] = value?.DeepClone() };
}

/// <summary>One turn for each item, all queued at once.</summary>
internal sealed class ParallelForEachNode : NodeBehavior
{
    public override void Start(BurstSession session, ActivityRun run)
    {
        var items = Values.List(session.Input(run, "items"));
        run.Position = items.Count;
        if (items.Count == 0 || run.Node.Port("body") is not { } body)
        {
            session.Complete(run);
            return;
        }

        for (var i = 0; i < items.Count; i++) session.Schedule(run, body, ForEachNode.Item(items[i], i));
    }

    public override void ChildCompleted(BurstSession session, ActivityRun run, ActivityRun child, IReadOnlyList<string> outcomes)
    {
        if (--run.Position <= 0) session.Complete(run);
    }
}
