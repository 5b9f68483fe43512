using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;

namespace Fleet.LoadTests.Scenarios;

/// <summary>A fleet of which 30 % are faulty: one sweep, as two scenarios, the healthy devices and the faulty ones.</summary>
internal sealed class FaultsTest : ILoadTest
{
    private const string Healthy = "healthy";
    private const string Faulty = "faulty";

    /// <summary>Devices that never answer are not to be what the sweep takes its time for.</summary>
    private const string Limits = """
        fleet {
          sessions { connect-timeout = 6s, authentication-timeout = 6s, command-timeout = 8s, session-timeout = 60s }
          retry { min-backoff = 1s, max-backoff = 10s }
        }
        """;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(30);

    public string Name => "faults";

    public string Description => "Sweeps a fleet of which 30 % are faulty: every healthy device is collected, and every other one is judged rightly";

    public LoadTestOptions Defaults => new() { Devices = 2_000 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        var config = Path.Combine(work, "fleet.conf");
        await File.WriteAllTextAsync(config, Limits, stop);
        await using var farm = await RunningFarm.StartAsync(Path.Combine(work, "farm"), "faults", options.Devices, options.Seed);
        var faulty = farm.Faulty();
        if (faulty.Count == 0)
        {
            throw new LoadTestException("none of so few devices is faulty; take more --devices");
        }

        await using var sweeping = new Sweeping(() => RunningSweep.Start(farm, data, options.Parallelism.ToString(), config));
        var result = await sweeping.RunAsync(
            "faults",
            options,
            stop,
            sweeping.ScenarioOf(Healthy, [.. farm.Devices.Where(d => !faulty.Contains(d))], Most),
            sweeping.ScenarioOf(Faulty, [.. farm.Devices.Where(faulty.Contains)], Most));

        var (healthy, others) = (result.Of(Healthy), result.Of(Faulty));
        return
        [
            Promise.AtMost("healthy devices that were not collected", 0, healthy.Fail.Request.Count, "0"),
            Promise.Figure("healthy devices", healthy.Ok.Request.Count, "0"),
            Promise.Figure("99 % of the healthy collected after", healthy.Ok.Latency.Percent99 / 1000, "0.0 s"),
            Promise.Figure("faulty devices", faulty.Count, "0"),
            Promise.Figure("of them collected", others.Ok.Request.Count, "0"),
            Promise.Figure("whole sweep", result.Elapsed.TotalSeconds, "0.0 s"),
            Stored.AsSent(await farm.VerifyAsync(data)),
        ];
    }
}
