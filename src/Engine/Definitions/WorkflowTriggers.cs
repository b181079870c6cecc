using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReviewFlow.Engine.Activities.BuiltIn;

namespace ReviewFlow.Engine.Definitions;

/// <summary>What can start a definition by itself.</summary>
public enum TriggerKind
{
    /// <summary>A named event.</summary>
    Event,

    /// <summary>Every so often.</summary>
    Timer,

    /// <summary>Whenever a cron expression comes true (UTC).</summary>
    Cron,

    /// <summary>Once, at a moment.</summary>
    StartAt,

    /// <summary>A request to a path.</summary>
    Http,
}

/// <summary>A step that starts its workflow.</summary>
/// <param name="ActivityId">Id of the step.</param>
/// <param name="NodeId">Path of the step.</param>
/// <param name="Kind">What it waits for.</param>
/// <param name="Value">Event name, interval, cron expression, moment or path; as the definition writes it.</param>
/// <param name="Methods">HTTP methods in upper case; empty for everything else.</param>
public sealed record WorkflowTrigger(string ActivityId, string NodeId, TriggerKind Kind, string Value, IReadOnlyList<string> Methods);

/// <summary>Which steps of a definition start it, and when.</summary>
public static class WorkflowTriggers
{
    /// <summary>Shortest interval of a timer that starts workflows. 1 second.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The steps flagged to start it, in order of the file. Values are literals: a computed one would need an instance to
    /// compute it in. Steps of workflows used as activities start nothing.
    /// </summary>
    public static IReadOnlyList<WorkflowTrigger> Of(WorkflowDefinition definition)
    {
        var found = new List<WorkflowTrigger>();
        var open = new Stack<ActivityNode>(definition.Workflow.Children.Reverse());
        while (open.TryPop(out var node))
        {
            if (node.CanStartWorkflow && TriggerOf(node) is { } trigger) found.Add(trigger);
            foreach (var child in node.Children.Reverse().Where(c => c != node.Linked)) open.Push(child);
        }

        return found;
    }

    /// <summary>The first moment after <paramref name="after"/> at which a trigger starts its workflow; null: not by the clock, or never again.</summary>
    /// <param name="kind">Sort of trigger.</param>
    /// <param name="value">Its value, see <see cref="WorkflowTrigger"/>.</param>
    /// <param name="last">When it was due last: a timer keeps its beat after downtime. Null: it begins now.</param>
    /// <param name="after">Business time (UTC), exclusive. What was missed before it is not made up.</param>
    public static DateTimeOffset? Next(TriggerKind kind, string value, DateTimeOffset? last, DateTimeOffset after) => kind switch
    {
        TriggerKind.Cron => CronExpression.Parse(value)?.Next(after),
        TriggerKind.Timer when TimerActivity.Duration(value) is { } interval && interval >= ShortestInterval => Beat(interval, last ?? after, after),
        TriggerKind.StartAt when last is null && TimerActivity.Moment(value) is { } moment && moment > after => moment,
        _ => null,
    };

    private static DateTimeOffset? Beat(TimeSpan interval, DateTimeOffset from, DateTimeOffset after)
    {
        var beats = from > after ? 0 : ((after - from).Ticks / interval.Ticks) + 1;
        var ticks = from.Ticks + (Int128)beats * interval.Ticks;
        return ticks > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset((long)ticks, TimeSpan.Zero);
    }

    internal static WorkflowTrigger? TriggerOf(ActivityNode node) => node.Type switch
    {
        "Elsa.Event" => Named(node, TriggerKind.Event, "eventName"),
        "Elsa.Timer" => Named(node, TriggerKind.Timer, "interval"),
        "Elsa.Cron" => Named(node, TriggerKind.Cron, "cronExpression"),
        "Elsa.StartAt" => Named(node, TriggerKind.StartAt, "dateTime"),
        "Elsa.HttpEndpoint" => Named(node, TriggerKind.Http, "path"),
        _ => null,
    };

    private static WorkflowTrigger? Named(ActivityNode node, TriggerKind kind, string input)
    {
        if (!node.Inputs.TryGetValue(input, out var given) || !given.IsLiteral || given.Value.ValueKind != JsonValueKind.String) return null;
        var text = given.Value.GetString()!.Trim();
        if (text.Length == 0) return null;
        if (kind == TriggerKind.Http) return new(node.Id, node.NodeId, kind, HttpPath(text), Methods(node));
        return new(node.Id, node.NodeId, kind, text, []);
    }

    /// <summary>A path as it is compared: lower case, without slashes around it.</summary>
    public static string HttpPath(string path) => path.Trim('/').ToLower(CultureInfo.InvariantCulture);

    /// <summary>Methods in upper case, as a step names them; GET when it names none.</summary>
    public static IReadOnlyList<string> HttpMethods(JsonNode? supported)
    {
        var methods = Execution.Values.Texts(supported).Select(m => m.Trim().ToUpperInvariant()).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return methods.Count > 0 ? methods : ["GET"];
    }

    private static IReadOnlyList<string> Methods(ActivityNode node) => HttpMethods(node.Inputs.TryGetValue("supportedMethods", out var input) ? input.Value.ToNode() : null);
}
