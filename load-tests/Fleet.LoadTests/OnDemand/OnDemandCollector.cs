using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Permits.Limits;
using Fleet.Collection.Runs;
using Fleet.Inventory;
using Fleet.LoadTests.Processes;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.OnDemand;

/// <summary>
/// A collector in this process, which is asked for one device at a time: each request is a run of its own, which has ended
/// when everything that it collected is durable and can be read. What a run costs is thus a part of every request.
/// </summary>
internal sealed class OnDemandCollector : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly CollectionHost _host;
    private readonly IReadOnlyList<PlannedDevice> _devices;
    private int _asked = -1;

    private OnDemandCollector(DataFolder folder, CollectionHost host, IReadOnlyList<PlannedDevice> devices)
    {
        _folder = folder;
        _host = host;
        _devices = devices;
    }

    /// <summary>Starts a collector on a farm.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="parallelism">Sessions at once.</param>
    public static async Task<OnDemandCollector> StartAsync(RunningFarm farm, string data, Parallelism parallelism)
    {
        var inventory = farm.ReadInventory();
        var devices = new DeviceDirectory(
            inventory,
            PlatformCatalog.Load(null, out _),
            new SecretResolver(_ => throw new SecretException("nobody is there to ask")));
        var sessions = new DeviceSession(new SshNetTransport(new SshTransportOptions
        {
            HostKeys = HostKeyPolicy.Strict,
            KnownHostsFile = farm.KnownHostsFile,
            Warn = Console.Error.WriteLine,
        }));
        var folder = DataFolder.OpenForWriting(data);
        try
        {
            var host = await CollectionHost.StartAsync(
                folder, FleetSettings.Load(null) with { Parallelism = parallelism }, devices, sessions);
            return new OnDemandCollector(folder, host, [.. inventory.Devices.Select(d => new PlannedDevice(d.Name, d.Commands))]);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Collects the next device of the farm, in turns.</summary>
    public async Task<DeviceOutcome> CollectAsync()
    {
        var device = _devices[(int)((uint)Interlocked.Increment(ref _asked) % _devices.Count)];
        IDeviceEvent? last = null;
        var summary = await _host.RunAsync(
            new RunRequest([device], "load test") { Acknowledged = e => Volatile.Write(ref last, e) },
            CancellationToken.None,
            CancellationToken.None);
        if (summary.Progress.Failed == 0)
        {
            return new DeviceOutcome(null, null, summary.Progress.Bytes);
        }

        return Volatile.Read(ref last) switch
        {
            SessionFailed e => new DeviceOutcome(e.Failure.ToString(), e.Reason, summary.Progress.Bytes),
            DeviceSkipped e => new DeviceOutcome(e.Failure.ToString(), e.Reason, summary.Progress.Bytes),
            _ => new DeviceOutcome("CommandRejected", null, summary.Progress.Bytes),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
