using System.Globalization;
using NBomber.Contracts.Stats;

namespace NBomber.Reporting;

/// <summary>A table of a report, in no particular form.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its head.</param>
/// <param name="TextColumns">How many of the columns, from the left, are text; the others are numbers.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ReportTable(
    string Title, IReadOnlyList<string> Columns, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The tables of a scenario: its iterations and steps, and its status codes if there are any.</summary>
    public static IEnumerable<ReportTable> Of(ScenarioStats scenario)
    {
        yield return new ReportTable(
            $"{scenario.ScenarioName}: latencies in ms",
            ["", "response", "count", "a second", "min", "mean", "50 %", "75 %", "95 %", "99 %", "max", "std dev", "MB"],
            2,
            [.. RowsOf("iterations", scenario.Ok, scenario.Fail),
             .. scenario.StepStats.SelectMany(s => RowsOf(s.StepName, s.Ok, s.Fail))]);

        var codes = scenario.StepStats.Select(s => (s.StepName, s.Ok, s.Fail))
            .Prepend(("iterations", scenario.Ok, scenario.Fail))
            .SelectMany(s => s.Item2.StatusCodes.Concat(s.Item3.StatusCodes).Select(c => (Name: s.Item1, Code: c)))
            .Select(c => (IReadOnlyList<string>)[c.Name, c.Code.StatusCode, Word(c.Code.IsError), c.Code.Message, Number(c.Code.Count)])
            .ToList();
        if (codes.Count > 0)
        {
            yield return new ReportTable(
                $"{scenario.ScenarioName}: status codes", ["", "code", "response", "message", "count"], 4, codes);
        }
    }

    /// <summary>Whether a column holds text.</summary>
    public bool IsText(int column) => column < TextColumns;

    private static IEnumerable<IReadOnlyList<string>> RowsOf(string name, MeasurementStats ok, MeasurementStats fail)
    {
        yield return Row(name, false, ok);
        if (fail.Request.Count > 0)
        {
            yield return Row(name, true, fail);
        }
    }

    private static IReadOnlyList<string> Row(string name, bool isError, MeasurementStats stats)
    {
        var latency = stats.Latency;
        return
        [
            name,
            Word(isError),
            Number(stats.Request.Count),
            Number(stats.Request.RPS),
            Number(latency.MinMs),
            Number(latency.MeanMs),
            Number(latency.Percent50),
            Number(latency.Percent75),
            Number(latency.Percent95),
            Number(latency.Percent99),
            Number(latency.MaxMs),
            Number(latency.StdDev),
            Number(stats.DataTransfer.AllBytes / 1e6),
        ];
    }

    private static string Word(bool isError) => isError ? "failed" : "ok";

    private static string Number(double number) => number.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
