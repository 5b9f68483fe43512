using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.Running;

namespace NBomber.CSharp;

/// <summary>Describes and runs tests.</summary>
public static class NBomberRunner
{
    /// <summary>A test of these scenarios, which run side by side.</summary>
    public static NBomberContext RegisterScenarios(params ScenarioProps[] scenarios) => new([.. scenarios]);

    /// <summary>The suite's name in reports.</summary>
    public static NBomberContext WithTestSuite(this NBomberContext context, string testSuite) => context with { TestSuite = testSuite };

    /// <summary>The test's name in reports.</summary>
    public static NBomberContext WithTestName(this NBomberContext context, string testName) => context with { TestName = testName };

    /// <summary>Where reports go; without this, a folder of the session below <c>reports</c>.</summary>
    public static NBomberContext WithReportFolder(this NBomberContext context, string reportFolderPath) =>
        context with { ReportFolder = reportFolderPath };

    /// <summary>Which reports are written; without this, all.</summary>
    public static NBomberContext WithReportFormats(this NBomberContext context, params ReportFormat[] reportFormats) =>
        context with { ReportFormats = [.. reportFormats.Distinct()] };

    /// <summary>
    /// Runs the test, prints its figures and writes its reports. Ctrl-C and SIGTERM end it before its time, with figures and
    /// reports of what has been measured.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Something of the description is not possible, or a scenario could not be prepared; the message says which and why.
    /// </exception>
    public static NodeStats Run(this NBomberContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.Run(() => TestRunner.RunAsync(context)).GetAwaiter().GetResult();
    }
}
