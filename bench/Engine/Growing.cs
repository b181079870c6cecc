using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ReviewFlow.Engine.Definitions;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Bench;

/// <summary>The same kind of process, longer and longer: what one step costs should not grow.</summary>
public class Growing
{
    private WorkflowDefinition _flowchart = null!;
    private WorkflowDefinition _sequence = null!;

    [Params(10, 100, 1_000, 10_000)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void Read()
    {
        (_flowchart, _sequence) = (Samples.Read(Samples.Flowchart(Steps)), Samples.Read(Samples.Sequence(Steps)));
        _ = (Samples.Run(_flowchart), Samples.Run(_sequence));
    }

    [Benchmark(Description = "flowchart (goal: flat per step)")]
    public Burst Flowchart() => Samples.Run(_flowchart);

    [Benchmark(Description = "sequence (goal: flat per step)")]
    public Burst Sequence() => Samples.Run(_sequence);
}

/// <summary>Time of one step, where a benchmark has a number of steps.</summary>
internal sealed class PerActivity : IColumn
{
    public string Id => nameof(PerActivity);

    public string ColumnName => "Per step";

    public string Legend => "Median divided by the number of steps";

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool AlwaysShow => true;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Time;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var steps = benchmarkCase.Parameters.Items.FirstOrDefault(p => p.Name == nameof(Growing.Steps))?.Value as int?;
        return steps is { } count && summary[benchmarkCase]?.ResultStatistics is { } times ? FormattableString.Invariant($"{times.Median / count:F0} ns") : "";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
