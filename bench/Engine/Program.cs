using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using ReviewFlow.Engine.Bench;

// What the engine costs. Printed, never asserted: figures of one machine say nothing about another.
// In this process, because a generated project of its own would not know this repository's packages.
var config = ManualConfig.CreateMinimumViable()
    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance).WithIterationCount(8))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(StatisticColumn.Median, new PerActivity())
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2);

WaitingInstances.Print(Console.Out);
BenchmarkSwitcher.FromTypes([typeof(ShortWorkflows), typeof(Loading), typeof(Growing)]).Run(args.Length > 0 ? args : ["--filter", "*"], config);
