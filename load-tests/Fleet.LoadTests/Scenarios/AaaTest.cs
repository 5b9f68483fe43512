using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>
/// An AAA server that refuses logins above a number at once, as it refuses a wrong password. What it allows is measured with
/// that number of permits; then the collector has to find it.
/// </summary>
internal sealed class AaaTest : ILoadTest
{
    /// <summary>As the profile says.</summary>
    private const string LoginsAtOnce = "50";

    private const double MostLost = 0.03;
    private const double LeastShare = 0.9;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(30);

    public string Name => "aaa";

    public string Description =>
        "Sweeps devices whose AAA server refuses above 50 logins at once: 3 % lost at most, at 90 % of the speed that it allows";

    public LoadTestOptions Defaults => new() { Devices = 2_000 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var (known, _) = await SweepAsync("aaa known", LoginsAtOnce, options, work, stop);
        var (found, findings) = await SweepAsync("aaa found", options.Parallelism.ToString(), options, work, stop);
        var lost = found.Of(Sweeping.Devices).Fail.Request.Count;
        return
        [
            Promise.AtMost("devices lost to refusals", MostLost, (double)lost / options.Devices, "0.0 %"),
            Promise.Figure($"devices a second with {LoginsAtOnce} permits", known.DevicesPerSecond, "0.0"),
            Promise.Figure("devices a second", found.DevicesPerSecond, "0.0"),
            Promise.AtLeast("of that with as many permits as logins", LeastShare, found.DevicesPerSecond / known.DevicesPerSecond, "0 %"),
            Promise.Figure("processor time a session", found.Summary.CpuMsPerSession, "0.00 ms"),
            Stored.AsSent(findings),
        ];
    }

    private static async Task<(SweepResult Result, string? Findings)> SweepAsync(
        string test, string parallelism, LoadTestOptions options, string work, CancellationToken stop)
    {
        var folder = Path.Combine(work, test);
        var data = Path.Combine(folder, "data");
        await using var farm = await RunningFarm.StartAsync(folder, "aaa", options.Devices, options.Seed);
        var result = await Sweeping.RunAsync(farm, test, Most, options, () => RunningSweep.Start(farm, data, parallelism), stop);
        return (result, await farm.VerifyAsync(data));
    }
}
