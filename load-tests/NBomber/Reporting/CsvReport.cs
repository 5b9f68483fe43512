using System.Globalization;
using System.Text;
using NBomber.Contracts.Stats;

namespace NBomber.Reporting;

/// <summary>The report as comma-separated values (RFC 4180): a line for the iterations of each scenario, and one for each step.</summary>
internal static class CsvReport
{
    private static readonly (string Name, Func<MeasurementStats, object> Value)[] Figures =
    [
        ("count", s => s.Request.Count),
        ("rps", s => s.Request.RPS),
        ("min_ms", s => s.Latency.MinMs),
        ("mean_ms", s => s.Latency.MeanMs),
        ("p50_ms", s => s.Latency.Percent50),
        ("p75_ms", s => s.Latency.Percent75),
        ("p95_ms", s => s.Latency.Percent95),
        ("p99_ms", s => s.Latency.Percent99),
        ("max_ms", s => s.Latency.MaxMs),
        ("stddev_ms", s => s.Latency.StdDev),
        ("bytes", s => s.DataTransfer.AllBytes),
    ];

    /// <summary>The report as text.</summary>
    public static string Text(TestReport report)
    {
        var text = new StringBuilder();
        string[] own = ["test_suite", "test_name", "scenario", "duration_s", "step"];
        AppendLine(text, [.. own, .. Figures.Select(f => "ok_" + f.Name), .. Figures.Select(f => "fail_" + f.Name)]);
        foreach (var scenario in report.Stats.ScenarioStats)
        {
            foreach (var (name, ok, fail) in scenario.StepStats.Select(s => (s.StepName, s.Ok, s.Fail))
                .Prepend((StatsNames.Iteration, scenario.Ok, scenario.Fail)))
            {
                AppendLine(text,
                [
                    report.Stats.TestInfo.TestSuite,
                    report.Stats.TestInfo.TestName,
                    scenario.ScenarioName,
                    Math.Round(scenario.Duration.TotalSeconds, 3),
                    name,
                    .. Figures.Select(f => f.Value(ok)),
                    .. Figures.Select(f => f.Value(fail)),
                ]);
            }
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<object> values) =>
        text.AppendJoin(',', values.Select(v => Quote(Convert.ToString(v, CultureInfo.InvariantCulture) ?? ""))).Append("\r\n");

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
