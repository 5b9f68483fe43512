using System.Globalization;
using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.OnDemand;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;
using NBomber.CSharp;

namespace Fleet.LoadTests.Scenarios;

/// <summary>
/// Asks for single devices, ever more of them a second, until requests come faster than they are served and wait ever longer.
/// The last stage before that is the knee.
/// </summary>
internal sealed class RampTest : ILoadTest
{
    private const int Stages = 20;

    /// <summary>Requests under way, in seconds of the present rate: with more the knee is far behind.</summary>
    private const int MostBehind = 4;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public string Name => "ramp";

    public string Description => "Asks for single devices, ever more a second, and says from which rate on they wait";

    public LoadTestOptions Defaults => new() { Devices = 1_000, Rate = 500, Minutes = 4 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        List<int> rates = [.. Enumerable.Range(1, Stages).Select(i => Math.Max(1, options.PerSecond * i / Stages))];
        var length = TimeSpan.FromSeconds(Math.Ceiling(options.During.TotalSeconds / Stages));
        await using var farm = await RunningFarm.StartAsync(Path.Combine(work, "farm"), "lan", options.Devices, options.Seed);
        IReadOnlyList<Request> requests;
        var isOverrun = false;
        await using (var collector = await OnDemandCollector.StartAsync(farm, data, options.Parallelism))
        {
            await WarmUp.RunAsync(collector);
            var requesting = new Requesting(collector);
            LoadTestRun.Run(Name, options, stop, requesting
                .ScenarioOf("collect one", context =>
                {
                    var stage = Math.Min((int)(requesting.Elapsed / length), Stages - 1);
                    if (requesting.UnderWay > MostBehind * rates[stage] + MostBehind)
                    {
                        Volatile.Write(ref isOverrun, true);
                        context.StopCurrentTest($"at {rates[stage]} a second, requests come faster than they are served");
                    }
                })
                .WithLoadSimulations([.. rates.Select(rate => Simulation.Inject(rate, Second, length))]));
            requests = requesting.Requests;
        }

        return [.. Judge(Stage.Of(requests, rates, length), isOverrun), Stored.AsSent(await farm.VerifyAsync(data))];
    }

    /// <summary>A line for each stage, and what is promised of the knee.</summary>
    internal static IEnumerable<Promise> Judge(IReadOnlyList<Stage> stages, bool isOverrun)
    {
        var knee = Stage.Knee(stages, isOverrun);
        foreach (var stage in stages)
        {
            yield return new Promise(
                $"{stage.Rate} a second",
                "",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"50 % {stage.Percent50.TotalMilliseconds:#,##0} ms, 95 % {stage.Percent95.TotalMilliseconds:#,##0} ms"),
                null);
        }

        yield return new Promise(
            "the knee",
            "found",
            knee is { } found ? $"{stages[found].Rate} a second"
                : $"not found: take a {(isOverrun ? "lower" : "higher")} --rate",
            knee is not null);
        yield return Promise.AtMost("failures up to the knee", 0, stages.Take((knee ?? stages.Count - 1) + 1).Sum(s => s.Failed), "0");
    }
}
