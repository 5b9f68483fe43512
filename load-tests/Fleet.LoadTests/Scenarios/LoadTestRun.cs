using Fleet.LoadTests.CommandLine;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace Fleet.LoadTests.Scenarios;

/// <summary>Runs scenarios, with reports in a folder of the test.</summary>
internal static class LoadTestRun
{
    private const string Suite = "fleet";

    /// <summary>Runs scenarios side by side.</summary>
    /// <exception cref="OperationCanceledException">Somebody wants the process to end, before or meanwhile.</exception>
    public static NodeStats Run(string test, LoadTestOptions options, CancellationToken stop, params ScenarioProps[] scenarios)
    {
        stop.ThrowIfCancellationRequested();
        var stats = NBomberRunner
            .RegisterScenarios(scenarios)
            .WithTestSuite(Suite)
            .WithTestName(test)
            .WithReportFolder(Path.Combine(options.Reports, test.Replace(' ', '-')))
            .WithReportFormats(ReportFormat.Html, ReportFormat.Md, ReportFormat.Csv)
            .Run();
        stop.ThrowIfCancellationRequested();
        return stats;
    }
}
