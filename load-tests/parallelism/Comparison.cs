using System.Globalization;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.Parallelism.Comparators;
using Fleet.LoadTests.Parallelism.Simulation;

namespace Fleet.LoadTests.Parallelism;

/// <summary>Compares limits with the best fixed value, scenario by scenario.</summary>
internal static class Comparison
{
    private static readonly (string Name, Func<Simulator, IParallelismLimit> Make)[] Limits =
    [
        ("AIMD", _ => new AimdLimit()),
        ("Vegas", _ => new VegasLimit()),
        ("Gradient2", _ => new Gradient2Limit()),
        ("auto", machine => new AdaptiveLimit(new AutoSettings(), machine, machine)),
    ];

    /// <summary>Prints tables in Markdown.</summary>
    public static void Print(TextWriter output)
    {
        var names = Limits.Select(l => l.Name);
        Row(output, ["scenario", "best fixed", .. names, "limits of auto"]);
        Row(output, ["---", "---:", .. names.Select(_ => "---:"), "---"]);
        foreach (var scenario in Scenarios.Steady)
        {
            var best = Scoring.Best(scenario);
            var traces = Limits.Select(l => Simulator.Run(scenario, l.Make, Scoring.Length)).ToList();
            Row(output, [
                scenario.Name,
                Text($"{best.PerSecond:0.0}/s at {best.Limit}"),
                .. traces.Select(t => Text($"{Scoring.Steady(t) / best.PerSecond:0 %}")),
                Path(traces[^1], 0, 10, 13)]);
        }

        output.WriteLine();
        Row(output, ["change", "possible after it", .. names, "limits of auto from then on"]);
        Row(output, ["---", "---:", .. names.Select(_ => "---:"), "---"]);
        foreach (var change in Scoring.Changes)
        {
            var possible = Scoring.Best(change.After).PerSecond;
            var traces = Limits.Select(l => Simulator.Run(change.Scenario, l.Make, change.Length)).ToList();
            Row(output, [
                change.Name,
                Text($"{possible:0.0}/s"),
                .. traces.Select(t => t.RecoveredAfter(change.At, 0.9 * possible, Change.Window) is var after && double.IsFinite(after)
                    ? Text($"{after:0.0} s")
                    : "not"),
                Path(traces[^1], change.At, 5, 13)]);
        }
    }

    private static string Path(Trace trace, double from, double step, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(i => trace.LimitAt(from + (i * step))));

    private static void Row(TextWriter output, IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace(" %", " %", StringComparison.Ordinal);
}
