using System.Diagnostics;
using System.Globalization;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.OnDemand;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>
/// Devices far away, where sessions mostly wait. A session takes at least its round trips; so with <c>P</c> permits no more
/// than <c>P / (round trips x latency)</c> devices a second can be collected. How many round trips a session has is measured
/// with sessions that have the machine for themselves.
/// </summary>
internal sealed class WanTest : ILoadTest
{
    private const double Share = 0.8;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(30);

    public string Name => "wan";

    public string Description => "Sweeps devices that are 300 ms away: 80 % of what parallelism and round trips allow";

    public LoadTestOptions Defaults => new() { Devices = 5_000 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        await using var farm = await RunningFarm.StartAsync(Path.Combine(work, "farm"), "wan", options.Devices, options.Seed);
        var alone = await SessionAloneAsync(farm, data);
        var trips = Math.Floor(alone / Latency);
        var result = await Sweeping.RunAsync(
            farm, "wan", Most, options, () => RunningSweep.Start(farm, data, options.Parallelism.ToString()), stop);

        var waited = trips * Latency * result.Summary.Collected;
        var limits = result.Limits.Count > 0
            ? result.Limits
            : throw new LoadTestException("the sweep was over before it said how many sessions it might hold; take more --devices");
        var highest = limits.Max(l => l.Limit);
        return
        [
            Promise.Figure("round trips of a session", trips, "0"),
            Promise.Figure("a session alone", alone.TotalSeconds, "0.00 s"),
            Promise.Figure("devices a second", result.DevicesPerSecond, "0.0"),
            Promise.AtLeast(
                "of what the permits allowed", Share, waited / PermitTime.Sum(limits, result.Elapsed), "0 %"),
            Promise.Figure(
                $"of what the most permits, {highest.ToString("N0", CultureInfo.InvariantCulture)}, allow from the start",
                waited / (result.Elapsed * highest), "0 %"),
            Promise.AtMost("devices that were not collected", 0, result.Of(Sweeping.Devices).Fail.Request.Count, "0"),
            Promise.Figure("processor time a session", result.Summary.CpuMsPerSession, "0.00 ms"),
            Stored.AsSent(await farm.VerifyAsync(data)),
        ];
    }

    /// <summary>The shorter one of two sessions, held one after the other by a collector that is warm.</summary>
    private static async Task<TimeSpan> SessionAloneAsync(RunningFarm farm, string data)
    {
        await using var collector = await OnDemandCollector.StartAsync(farm, data, new Parallelism(1));
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var outcome = await collector.CollectAsync();
            var elapsed = Stopwatch.GetElapsedTime(began);
            if (outcome.Failure is not null)
            {
                throw new LoadTestException($"a device could not be collected alone: {outcome.Failure}, {outcome.Reason}");
            }

            shortest = i > 0 && elapsed < shortest ? elapsed : shortest;
        }

        return shortest;
    }
}
