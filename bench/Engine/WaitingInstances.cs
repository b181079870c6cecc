using System.Globalization;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Bench;

/// <summary>What an instance that waits takes up: in memory as objects, and stored.</summary>
internal static class WaitingInstances
{
    private const int Count = 10_000;

    public static void Print(TextWriter output)
    {
        var definition = Samples.Read(Samples.Waiting());
        _ = Samples.Run(definition);
        var states = new WorkflowState[Count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Count; i++) states[i] = Samples.Run(definition, $"instance-{i.ToString(CultureInfo.InvariantCulture)}").State;
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count;
        output.WriteLine(FormattableString.Invariant($"waiting instance: {each / 1024:F1} KB in memory (goal: at most 12 KB), {StateSerializer.Serialize(states[0]).Length / 1024.0:F1} KB stored"));
        GC.KeepAlive(states);
    }
}
