using System.Globalization;
using System.Text.Json;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits.Limits;
using Fleet.LoadTests.Collector;
using Fleet.Storage.ReadSide;

// One collector that sweeps a fleet again and again; a line of JSON every two seconds says what only it can know.
if (args is not [var inventory, var knownHosts, var data, var config, var parallelism, var seconds])
{
    Console.Error.WriteLine("Arguments: INVENTORY KNOWN_HOSTS DATA CONFIG PARALLELISM SECONDS");
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
var settings = FleetSettings.Load(config) with { Parallelism = Parallelism.Parse(parallelism) ?? Parallelism.Auto };
await using var collector = await InProcessCollector.StartAsync(inventory, knownHosts, data, settings);

var (runs, sessions, failed) = (0, 0L, 0L);
using var timer = new Timer(
    _ => Console.WriteLine(JsonSerializer.Serialize(new
    {
        heap = GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes,
        pool = ThreadPool.ThreadCount,
        runs = Volatile.Read(ref runs),
        sessions = Interlocked.Read(ref sessions),
        failed = Interlocked.Read(ref failed),
    })),
    null,
    TimeSpan.Zero,
    TimeSpan.FromSeconds(2));

// The quarters take turns by themselves: while one waits for its last devices, which never answer, others keep the rest busy.
await Task.WhenAll(Enumerable.Range(0, 4).Select(quarter => SweepAsync([.. collector.Devices.Where((_, i) => i % 4 == quarter)])));
return 0;

async Task SweepAsync(IReadOnlyList<PlannedDevice> devices)
{
    while (!stop.IsCancellationRequested)
    {
        await collector.RunAsync(devices, Count, stop.Token);
        Interlocked.Increment(ref runs);
    }
}

void Count(IDeviceEvent e)
{
    Interlocked.Increment(ref sessions);
    if (e is SessionFailed)
    {
        Interlocked.Increment(ref failed);
    }
}
