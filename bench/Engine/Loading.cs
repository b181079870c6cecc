using BenchmarkDotNet.Attributes;
using ReviewFlow.Engine.Definitions;

namespace ReviewFlow.Engine.Bench;

/// <summary>Reading a large definition.</summary>
public class Loading
{
    private readonly string _json = Samples.Flowchart(1_000);

    [Benchmark(Description = "load 1,000 activities (goal: at most 50 ms)")]
    public DefinitionReadResult Load() => DefinitionReader.Read(_json);
}
