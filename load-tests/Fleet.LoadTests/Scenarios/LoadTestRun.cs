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
    public static NodeStats Run(string test, LoadTestOptions options, params ScenarioProps[] scenarios) => NBomberRunner
        .RegisterScenarios(scenarios)
        .WithTestSuite(Suite)
        .WithTestName(test)
        .WithReportFolder(Path.Combine(options.Reports, test.Replace(' ', '-')))
        .WithReportFormats(ReportFormat.Html, ReportFormat.Md, ReportFormat.Csv)
        .Run();
}
