using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.OnDemand;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;
using NBomber.CSharp;

namespace Fleet.LoadTests.Scenarios;

/// <summary>A steady rate of requests for single devices, and in the middle of it fifty times as many within a second.</summary>
internal sealed class SpikeTest : ILoadTest
{
    private const int Times = 50;
    private const double MostSeconds = 30;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public string Name => "spike";

    public string Description => "Asks for single devices, and once for fifty times as many: none fails, and all is as before within 30 s";

    public LoadTestOptions Defaults => new() { Devices = 1_000, Rate = 20, Minutes = 2 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        var before = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(options.During.TotalSeconds / 3)));
        await using var farm = await RunningFarm.StartAsync(Path.Combine(work, "farm"), "lan", options.Devices, options.Seed);
        IReadOnlyList<Request> requests;
        await using (var collector = await OnDemandCollector.StartAsync(farm, data, options.Parallelism))
        {
            await WarmUp.RunAsync(collector);
            var requesting = new Requesting(collector);
            LoadTestRun.Run(Name, options, stop, requesting.ScenarioOf("collect one").WithLoadSimulations(
                Simulation.Inject(options.PerSecond, Second, before),
                Simulation.Inject(options.PerSecond * Times, Second, Second),
                Simulation.Inject(options.PerSecond, Second, 2 * before)));
            requests = requesting.Requests;
        }

        return
        [
            Promise.Figure("95 % of the requests before the spike", Recovery.Usual(requests, before).TotalMilliseconds, "#,##0 ms"),
            Promise.Figure("the longest request", requests.Max(r => r.Latency).TotalSeconds, "0.0 s"),
            Promise.AtMost("requests that failed", 0, requests.Count(r => r.Failure is not null), "0"),
            Promise.AtMost("as before after", MostSeconds, Recovery.After(requests, before).TotalSeconds, "0 s"),
            Stored.AsSent(await farm.VerifyAsync(data)),
        ];
    }
}
