using NBomber.Contracts.Stats;
using NBomber.Measuring;

namespace NBomber.Reporting;

/// <summary>What reports are made of.</summary>
/// <param name="Began">When the test began.</param>
/// <param name="Stats">Its figures.</param>
/// <param name="Scenarios">Those of each scenario.</param>
/// <param name="Stopped">Why it was stopped before its time, if it was.</param>
internal sealed record TestReport(
    DateTimeOffset Began, NodeStats Stats, IReadOnlyList<ScenarioReport> Scenarios, IReadOnlyList<string> Stopped)
{
    /// <summary>The test in one line.</summary>
    public string Title => $"{Stats.TestInfo.TestSuite}: {Stats.TestInfo.TestName}";

    /// <summary>Where and when it was run, and what was special.</summary>
    public IEnumerable<string> Remarks =>
    [
        $"{Began:yyyy-MM-dd HH:mm:ss zzz}, {Stats.Duration:hh\\:mm\\:ss}, on {Stats.NodeInfo.MachineName}: "
            + $"{Stats.NodeInfo.CoresCount} cores, {Stats.NodeInfo.Processor}, {Stats.NodeInfo.OS}, {Stats.NodeInfo.DotNetVersion}",
        .. Stopped.Select(reason => $"Stopped: {reason}"),
    ];
}

/// <summary>The figures of one scenario, and how they came in.</summary>
internal sealed record ScenarioReport(ScenarioStats Stats, IReadOnlyList<TimelinePoint> Timeline);
