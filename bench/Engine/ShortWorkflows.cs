using BenchmarkDotNet.Attributes;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Bench;

/// <summary>Five steps from start to end, beside a yardstick that any machine can be compared by.</summary>
public class ShortWorkflows
{
    private readonly WorkflowDefinition _flowchart = Samples.Read(Samples.Flowchart(5));
    private readonly WorkflowDefinition _sequence = Samples.Read(Samples.Sequence(5));
    private readonly byte[] _document = Yardstick.Document();

    /// <summary>Reads and writes 8.5 KB of JSON.</summary>
    [Benchmark(Baseline = true, Description = "yardstick: read and write 8.5 KB of JSON")]
    public byte[] ReadAndWrite() => Yardstick.ReadAndWrite(_document);

    [Benchmark(Description = "flowchart of 5 steps (goal: at most 50 us)")]
    public Burst Flowchart() => Samples.Run(_flowchart);

    [Benchmark(Description = "sequence of 5 steps (goal: at most 40 us)")]
    public Burst Sequence() => Samples.Run(_sequence);
}
