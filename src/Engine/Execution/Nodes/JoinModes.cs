using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Execution.Nodes;

/// <summary>When a step with several inbound connections runs.</summary>
internal enum JoinMode
{
    WaitAll,
    WaitAllActive,
    WaitAny,
}

/// <summary>How tokens meet at a step.</summary>
internal enum MergeMode
{
    Stream,
    Merge,
    Converge,
    Cascade,
    Race,
}

internal static class JoinModes
{
    public static JoinMode Of(BurstSession session, ActivityRun flowchart, ActivityNode target)
    {
        if (target.Type != "Elsa.FlowJoin") return JoinMode.WaitAllActive;
        var text = Values.Text(session.Input(flowchart, target, "mode"));
        return text switch
        {
            "WaitAll" or "0" => JoinMode.WaitAll,
            "WaitAllActive" or "1" => JoinMode.WaitAllActive,
            null or "" or "WaitAny" or "2" => JoinMode.WaitAny,
            _ => throw new InvalidInputException("mode", "WaitAny, WaitAll or WaitAllActive"),
        };
    }

    public static MergeMode Merge(BurstSession session, ActivityRun flowchart, ActivityNode target)
    {
        if (target.Type == "Elsa.FlowJoin") return Of(session, flowchart, target) == JoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        var text = (target.Json.Member("customProperties") ?? default).Text("mergeMode");
        return Enum.TryParse<MergeMode>(text, true, out var mode) && Enum.IsDefined(mode) && !char.IsAsciiDigit(text![0]) ? mode : MergeMode.Stream;
    }
}
