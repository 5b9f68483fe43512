using System.Globalization;
using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>The yardstick: every device of a large fleet, twice. In between, some of the outputs change.</summary>
internal sealed class SweepTest : ILoadTest
{
    private const int Yardstick = 28_000;

    /// <summary>Within these, 28,000 devices are to be swept for the first time, and again.</summary>
    private static readonly TimeSpan[] Bounds = [TimeSpan.FromSeconds(240), TimeSpan.FromSeconds(180)];

    /// <summary>A process needs some seconds however few devices there are.</summary>
    private static readonly TimeSpan LeastBound = TimeSpan.FromSeconds(10);

    public string Name => "sweep";

    public string Description => "Sweeps all devices twice: 28,000 within 240 s and then 180 s, and all that is stored is what was sent";

    public LoadTestOptions Defaults => new() { Devices = Yardstick };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        var promises = new List<Promise>();
        await using var farm = await RunningFarm.StartAsync(Path.Combine(work, "farm"), "lan", options.Devices, options.Seed);
        for (var i = 0; i < Bounds.Length; i++)
        {
            await farm.BeginEpochAsync(i);
            var ordinal = i == 0 ? "first" : "second";
            var bound = BoundOf(options.Devices, Bounds[i]);
            var result = await Sweeping.RunAsync(
                farm, $"sweep {ordinal}", 5 * bound, options, () => RunningSweep.Start(farm, data, options.Parallelism.ToString()), stop);
            promises.Add(Promise.AtMost($"{ordinal} sweep of {Count(options.Devices)} devices", bound.TotalSeconds, result.Elapsed.TotalSeconds, "0.0 s"));
            promises.Add(Promise.AtMost("devices that were not collected", 0, result.Of(Sweeping.Devices).Fail.Request.Count, "0"));
            promises.Add(Promise.Figure("devices a second", result.DevicesPerSecond, "0.0"));
            promises.Add(Promise.Figure("processor time a session", result.Summary.CpuMsPerSession, "0.00 ms"));
            promises.Add(Promise.Figure("peak memory", result.Summary.PeakRssMb, "0 MB"));
        }

        promises.Add(Stored.AsSent(await farm.VerifyAsync(data)));
        return promises;
    }

    /// <summary>The bound for so many devices: in proportion to that for 28,000.</summary>
    internal static TimeSpan BoundOf(int devices, TimeSpan yardstick)
    {
        var share = yardstick * ((double)devices / Yardstick);
        return share > LeastBound ? share : LeastBound;
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
