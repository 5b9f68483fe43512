using System.Diagnostics;
using Fleet.EndToEnd.Tests.Farms;
using Fleet.EndToEnd.Tests.Sweeps;

namespace Fleet.EndToEnd.Tests.Hostile;

/// <summary>What hostile devices cost the healthy ones that are collected beside them.</summary>
/// <remarks>
/// The healthy devices are played by one process, the hostile ones by another, which gives way to all others
/// (<c>nice -n 10</c>): what is measured is the collector, and not how much of the machine a flood takes where it is made.
/// A sweep's rate is that of its healthy devices, from the first to the last of them; the sweep is broken off then.
/// </remarks>
[Collection(Alone.Name)]
public sealed class NeighbourTests(ITestOutputHelper report)
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("FLEET_NEIGHBOUR_ROUNDS") ?? "5");

    [Fact]
    public async Task Healthy_devices_are_all_collected_beside_as_many_hostile_ones_as_there_are_kinds()
    {
        using var neighbours = await Neighbours.StartAsync(healthy: 100, hostile: 28);

        var alone = await neighbours.SweepAsync(withHostile: false, parallelism: 60);
        var beside = await neighbours.SweepAsync(withHostile: true, parallelism: 60);

        report.WriteLine($"alone: {alone}\nbeside: {beside}");
        // More than a fifth of the devices are hostile, and the machine does other things.
        Assert.InRange(beside.Time, TimeSpan.Zero, (3 * alone.Time) + TimeSpan.FromSeconds(10));
    }

    /// <summary>
    /// One device in a hundred is hostile, one of each kind. Rounds alternate, as the machine's speed changes; the medians
    /// count. <c>FLEET_NEIGHBOUR_ROUNDS</c> says how many.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task One_hostile_device_in_a_hundred_slows_the_others_by_five_percent_at_most()
    {
        using var neighbours = await Neighbours.StartAsync(healthy: 2800, hostile: 28);
        await neighbours.SweepAsync(withHostile: false, parallelism: 50);
        var alone = new List<HealthySweep>();
        var beside = new List<HealthySweep>();
        for (var round = 0; round < Rounds; round++)
        {
            // Which comes first alternates, too.
            foreach (var withHostile in new[] { round % 2 == 0, round % 2 == 1 })
            {
                var sweep = await neighbours.SweepAsync(withHostile, parallelism: 50);
                (withHostile ? beside : alone).Add(sweep);
                report.WriteLine($"{(withHostile ? "beside" : "alone")}: {sweep}");
            }
        }

        var (a, b) = (Median(alone), Median(beside));
        report.WriteLine($"{b:0.0} of {a:0.0} sessions/s: {100 * b / a:0.0} %");
        Assert.InRange(b / a, 0.95, 10);
    }

    private static double Median(List<HealthySweep> sweeps) => sweeps.Select(s => s.Rate).Order().ElementAt(sweeps.Count / 2);

    /// <summary>A sweep as its healthy devices see it.</summary>
    /// <param name="Sessions">How many there are.</param>
    /// <param name="Time">From the first that was collected to the last.</param>
    /// <param name="Computing">What the collector computed meanwhile, hostile devices included.</param>
    private sealed record HealthySweep(int Sessions, TimeSpan Time, TimeSpan Computing)
    {
        public double Rate => Sessions / Time.TotalSeconds;

        public override string ToString() =>
            $"{Sessions} healthy devices in {Time.TotalSeconds:0.0} s, {Rate:0.0}/s, "
            + $"{Computing.TotalMilliseconds / Sessions:0.0} ms of a core each";
    }

    /// <summary>Both farms.</summary>
    private sealed class Neighbours : IDisposable
    {
        private readonly UserFolder _healthyFolder = new();
        private readonly UserFolder _hostileFolder = new();
        private RunningFarm? _healthy;
        private RunningFarm? _hostile;
        private int _count;

        public static async Task<Neighbours> StartAsync(int healthy, int hostile)
        {
            var neighbours = new Neighbours { _count = healthy };
            try
            {
                neighbours._healthy = await RunningFarm.StartAsync(neighbours._healthyFolder, "lan", healthy);
                neighbours._hostile = await RunningFarm.StartAsync(neighbours._hostileFolder, "hostile", hostile, isNice: true);
                return neighbours;
            }
            catch
            {
                neighbours.Dispose();
                throw;
            }
        }

        public async Task<HealthySweep> SweepAsync(bool withHostile, int parallelism)
        {
            using var work = new UserFolder();
            WriteInventory(work, withHostile);
            await File.WriteAllTextAsync(work.PathOf("fleet.conf"), "fleet.retry.attempts = 1");
            using var collection = RunningCollection.Start(
                work, "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts",
                "--config", "fleet.conf", "--parallelism", $"{parallelism}", "--json");
            await collection.AcknowledgedAsync(1);
            var clock = Stopwatch.StartNew();
            var computed = Computed(collection.Id);
            while (Healthy().Count < _count && collection.Summary is null && clock.Elapsed < TimeSpan.FromMinutes(5))
                await Task.Delay(50, TestContext.Current.CancellationToken);
            var sweep = new HealthySweep(_count, clock.Elapsed, Computed(collection.Id) - computed);
            await collection.KillAsync();
            Assert.Equal(_count, Healthy().Count);
            return sweep;

            List<SessionLine> Healthy() =>
                [.. collection.Sessions.Where(s => s.Failure is null && !s.Device.StartsWith("hostile-", StringComparison.Ordinal))];
        }

        public void Dispose()
        {
            _healthy?.Dispose();
            _hostile?.Dispose();
            _healthyFolder.Dispose();
            _hostileFolder.Dispose();
        }

        /// <summary>The healthy devices, and the hostile ones evenly among them.</summary>
        private void WriteInventory(UserFolder work, bool withHostile)
        {
            var lines = File.ReadAllLines(_healthyFolder.PathOf("fleet.yaml")).ToList();
            var knownHosts = File.ReadAllText(_healthyFolder.PathOf("known_hosts"));
            if (withHostile)
            {
                var hostile = File.ReadAllLines(_hostileFolder.PathOf("fleet.yaml"));
                var port = hostile.Single(l => l.StartsWith("  port: ", StringComparison.Ordinal)).Trim();
                string[] devices =
                    [.. hostile.Where(IsDevice).Select(l => l.Replace("name: ", $"{port}, name: hostile-", StringComparison.Ordinal))];
                var first = lines.FindIndex(l => IsDevice(l));
                for (var i = devices.Length - 1; i >= 0; i--)
                    lines.Insert(first + (int)((long)i * _count / devices.Length), devices[i]);
                knownHosts += File.ReadAllText(_hostileFolder.PathOf("known_hosts"));
            }

            File.WriteAllLines(work.PathOf("fleet.yaml"), lines);
            File.WriteAllText(work.PathOf("known_hosts"), knownHosts);

            static bool IsDevice(string line) => line.StartsWith("  - { name: ", StringComparison.Ordinal);
        }

        private static TimeSpan Computed(int id)
        {
            using var process = Process.GetProcessById(id);
            return process.TotalProcessorTime;
        }
    }
}
