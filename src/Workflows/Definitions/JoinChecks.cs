using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Workflows.Definitions;

/// <summary>
/// Joins that wait for branches of which only one can ever be taken. A join that needs every inbound branch can never go on
/// when two of them hang on different outcomes of one step that ends with a single outcome.
/// </summary>
internal static class JoinChecks
{
    // These end with exactly one outcome.
    private static readonly HashSet<string> s_choices = new(StringComparer.Ordinal)
    {
        "Elsa.FlowDecision", "ReviewFlow.HumanTask", "ReviewFlow.SignOff", "ReviewFlow.NextActionChoice", "ReviewFlow.SendRequest",
    };

    public static IEnumerable<DefinitionProblem> Check(ActivityNode flowchart, bool byTokens)
    {
        var joins = flowchart.Children.Where(c => NeedsAll(c, byTokens)).ToList();
        if (joins.Count == 0) yield break;
        var ways = Ways(flowchart).ToList();
        foreach (var join in joins)
        {
            if (Choice(join, flowchart, ways) is not { } choice) continue;
            yield return new(
                join.JsonPath, join.NodeId,
                $"'{join.Title}' waits for all its branches, but '{choice.Step.Title}' only ever takes one of '{choice.One}' and '{choice.Other}', so it can never go on. Let it wait for any branch, or for all active ones.",
                "join-never-completes");
        }
    }

    private static bool NeedsAll(ActivityNode node, bool byTokens) =>
        node.Type == "Elsa.FlowJoin" && StepChecks.Literal(node, "mode") is { } mode && (mode is "WaitAll" or "0" || (byTokens && mode is "WaitAllActive" or "1"));

    private static (ActivityNode Step, string One, string Other)? Choice(ActivityNode join, ActivityNode flowchart, List<Way> ways)
    {
        var inbound = flowchart.Connections.Where(c => c.Target == join && c.Source != join).ToList();
        foreach (var step in ways.GroupBy(w => w.Step))
        {
            // Several outcomes may lead the same way; a branch hangs on an outcome only if nothing else leads to it.
            var hangOn = inbound.Select(c => step.FirstOrDefault(w => w.Carries(c))?.Outcome).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (hangOn.Count > 1) return (step.Key, hangOn[0], hangOn[1]);
        }

        return null;
    }

    private static IEnumerable<Way> Ways(ActivityNode flowchart)
    {
        var all = Reached(flowchart, null, null);
        foreach (var step in flowchart.Children.Where(IsChoice))
        {
            foreach (var outcome in flowchart.Connections.Where(c => c.Source == step).Select(c => c.Port).Distinct(StringComparer.Ordinal).ToList())
                yield return new Way(step, outcome, all, Reached(flowchart, step, outcome));
        }
    }

    private static bool IsChoice(ActivityNode node) =>
        s_choices.Contains(node.Type) || (node.Type == "Elsa.FlowSwitch" && StepChecks.Literal(node, "mode") is not ("MatchAny" or "1"));

    /// <summary>Steps that can be reached when this outcome of this step never comes.</summary>
    private static HashSet<ActivityNode> Reached(ActivityNode flowchart, ActivityNode? without, string? outcome)
    {
        var targets = flowchart.Connections.Select(c => c.Target).ToHashSet();
        var reached = flowchart.Children.Where(c => c.Type == "Elsa.Start" || c.CanStartWorkflow || !targets.Contains(c)).ToHashSet();
        if (reached.Count == 0 && flowchart.Children.Count > 0) reached.Add(flowchart.Children[0]);
        var open = new Stack<ActivityNode>(reached);
        var outbound = flowchart.Connections.Where(c => c.Source != without || c.Port != outcome).ToLookup(c => c.Source);
        while (open.TryPop(out var node))
        {
            foreach (var connection in outbound[node])
            {
                if (reached.Add(connection.Target)) open.Push(connection.Target);
            }
        }

        return reached;
    }

    /// <summary>One outcome of a step that chooses.</summary>
    private sealed record Way(ActivityNode Step, string Outcome, HashSet<ActivityNode> All, HashSet<ActivityNode> Without)
    {
        /// <summary>Whether the connection is only ever followed after this outcome.</summary>
        public bool Carries(FlowConnection connection) =>
            connection.Source == Step ? connection.Port == Outcome : All.Contains(connection.Source) && !Without.Contains(connection.Source);
    }
}
