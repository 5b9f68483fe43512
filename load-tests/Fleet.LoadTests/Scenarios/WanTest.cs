using System.Globalization;
using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>
/// Devices far away, where sessions mostly wait. A session takes at least its round trips; so with <c>P</c> permits no more
/// than <c>P / (round trips x latency)</c> devices a second can be collected. How many round trips a session has is measured
/// with one session that has the machine for itself.
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
        stop.ThrowIfCancellationRequested();
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

    /// <summary>The time of the second of two sessions, one after the other; the first one warms up.</summary>
    private static async Task<TimeSpan> SessionAloneAsync(RunningFarm farm, string data)
    {
        await using var sweep = RunningSweep.Start(farm, data, "1", null, farm.Devices.Take(2));
        await sweep.EndAsync();
        return sweep.Collected.ToArray() is [var first, var second]
            ? second - first
            : throw new LoadTestException("a device could not be collected alone");
    }
}
