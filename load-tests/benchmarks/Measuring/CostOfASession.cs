using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Perfolizer.Metrology;

namespace Fleet.LoadTests.Benchmarks.Measuring;

/// <summary>
/// One table of all parts. The unit of every benchmark is a session of 15 outputs, so that the median is what the part adds
/// to a session: methods that work on many say so by their <c>OperationsPerInvoke</c>.
/// </summary>
/// <remarks>
/// In this process, because it has the runtime settings of a collector (<c>Runtime.props</c>), and a clock of our own.
/// </remarks>
internal sealed class CostOfASession : ManualConfig
{
    private const int IterationMilliseconds = 200;

    public CostOfASession()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithClock(new ProcessorTime())
            .WithIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds))
            .WithWarmupCount(2)
            .WithIterationCount(7));
        AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)));
        AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        AddColumn(CategoriesColumn.Default, TargetMethodColumn.Method, StatisticColumn.Median, StatisticColumn.StdDev);
        AddColumnProvider(DefaultColumnProviders.Metrics);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Microsecond).WithSizeUnit(SizeUnit.KB));
        WithArtifactsPath("reports/benchmarks");
        WithOptions(ConfigOptions.JoinSummary);
    }
}
