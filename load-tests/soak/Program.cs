using System.Globalization;
using System.Text.Json;
using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Runs;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

// One collector that sweeps a fleet again and again; a line of JSON every two seconds says what only it can know.
if (args is not [var inventoryFile, var knownHosts, var data, var config, var parallelism, var seconds])
{
    Console.Error.WriteLine("Arguments: INVENTORY KNOWN_HOSTS DATA CONFIG PARALLELISM SECONDS");
    return 2;
}

var settings = FleetSettings.Load(config) with { Parallelism = Parallelism.Parse(parallelism) ?? Parallelism.Auto };
var platforms = PlatformCatalog.Load(null, out _);
var read = InventoryFile.Load(inventoryFile, [.. platforms.Platforms.Keys]);
var inventory = read.Inventory ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
var plan = inventory.Devices.Select(d => new PlannedDevice(d.Name, d.Commands)).ToList();

using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
using var folder = DataFolder.OpenForWriting(data);
await using var host = await CollectionHost.StartAsync(
    folder,
    settings,
    new DeviceDirectory(inventory, platforms, new SecretResolver(_ => throw new SecretException("nobody is there to ask"))),
    new DeviceSession(new SshNetTransport(new SshTransportOptions
    {
        HostKeys = HostKeyPolicy.Strict,
        KnownHostsFile = knownHosts,
        Warn = Console.Error.WriteLine,
    })));

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
await Task.WhenAll(Enumerable.Range(0, 4).Select(quarter => SweepAsync([.. plan.Where((_, i) => i % 4 == quarter)])));
return 0;

async Task SweepAsync(IReadOnlyList<PlannedDevice> devices)
{
    while (!stop.IsCancellationRequested)
    {
        await host.RunAsync(
            new RunRequest(devices, inventoryFile) { Acknowledged = Count }, interrupt: stop.Token, abandon: stop.Token);
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
