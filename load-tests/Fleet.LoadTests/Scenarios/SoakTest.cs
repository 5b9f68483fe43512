using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Measures;
using Fleet.LoadTests.OnDemand;
using Fleet.LoadTests.Processes;
using Fleet.LoadTests.Promises;
using NBomber.CSharp;

namespace Fleet.LoadTests.Scenarios;

/// <summary>Some copies that ask for one device after the other, for a long time. Memory and threads of the process stay flat.</summary>
internal sealed class SoakTest : ILoadTest
{
    private const int Copies = 20;
    private const int Samples = 500;

    /// <summary>The first part is not judged: caches fill, and code is compiled.</summary>
    private const double WarmUpShare = 0.25;

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromMinutes(10);

    public string Name => "soak";

    public string Description => "Asks for one device after the other for an hour: memory and threads stay flat";

    public LoadTestOptions Defaults => new() { Devices = 1_000, Minutes = 60 };

    public async Task<IReadOnlyList<Promise>> RunAsync(LoadTestOptions options, string work, CancellationToken stop)
    {
        var data = Path.Combine(work, "data");
        // Without a record: that of an hour is some gigabytes.
        await using var farm = await RunningFarm.StartAsync(
            Path.Combine(work, "farm"), "mixed", options.Devices, options.Seed, record: false);
        IReadOnlyList<ProcessSample> samples;
        Requesting requesting;
        await using (var collector = await OnDemandCollector.StartAsync(farm, data, options.Parallelism))
        {
            await WarmUp.RunAsync(collector);
            requesting = new Requesting(collector);
            using var sampling = new ProcessSamples(TimeSpan.FromSeconds(Math.Max(1, options.During.TotalSeconds / Samples)));
            LoadTestRun.Run(Name, options, stop, requesting.ScenarioOf("collect one")
                .WithLoadSimulations(Simulation.KeepConstant(Copies, options.During)));
            samples = sampling.All;
        }

        var (code, output, error) = await FleetProgram.RunAsync("verify", "--data", data);
        var warmUp = options.During * WarmUpShare < LongestWarmUp ? options.During * WarmUpShare : LongestWarmUp;
        return
        [
            Promise.Figure("requests", requesting.Requests.Count, "#,##0"),
            Promise.AtMost("requests that failed", 0, requesting.Requests.Count(r => r.Failure is not null), "0"),
            .. Judge([.. samples.Where(s => s.At >= warmUp)]),
            Stored.Whole(code == 0 ? null : $"{output}{error}".Trim()),
        ];
    }

    /// <summary>What is promised of memory and threads.</summary>
    internal static IEnumerable<Promise> Judge(IReadOnlyList<ProcessSample> samples)
    {
        yield return Flat("memory", [.. samples.Select(s => (s.At, s.ResidentBytes / 1e6))], 0.10, 15, "0.0 MB");
        yield return Flat("threads", [.. samples.Select(s => (s.At, (double)s.Threads))], 0.05, 4, "0.0");
    }

    private static Promise Flat(string what, IReadOnlyList<(TimeSpan At, double Value)> samples, double share, double least, string format)
    {
        var median = Drift.Median(samples.Select(s => s.Value));
        return Promise.AtMost(
            $"growth of {what}, of {median.ToString(format, System.Globalization.CultureInfo.InvariantCulture)} in the median",
            Math.Max(share * median, least),
            Drift.Of(samples),
            format);
    }
}
