using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>A test as it was described. Made, changed and run by <see cref="CSharp.NBomberRunner"/>.</summary>
public sealed record NBomberContext
{
    internal NBomberContext(IReadOnlyList<ScenarioProps> scenarios) => Scenarios = scenarios;

    internal IReadOnlyList<ScenarioProps> Scenarios { get; }

    internal string TestSuite { get; init; } = "nbomber_default_test_suite_name";

    internal string TestName { get; init; } = "nbomber_default_test_name";

    /// <summary>By default a folder of the session below <c>reports</c>.</summary>
    internal string? ReportFolder { get; init; }

    internal IReadOnlyList<ReportFormat> ReportFormats { get; init; } =
        [ReportFormat.Txt, ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md];
}
