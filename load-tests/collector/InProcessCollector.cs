using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Runs;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Collector;

/// <summary>
/// A collector inside a load test's process: for what <c>fleet collect</c> cannot be asked, as it ends with its run.
/// </summary>
public sealed class InProcessCollector : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly CollectionHost _host;

    private InProcessCollector(DataFolder folder, CollectionHost host, IReadOnlyList<PlannedDevice> devices)
    {
        _folder = folder;
        _host = host;
        Devices = devices;
    }

    /// <summary>All devices of the inventory, with all of their commands, in its order.</summary>
    public IReadOnlyList<PlannedDevice> Devices { get; }

    /// <summary>Starts a collector.</summary>
    /// <param name="inventoryFile">The inventory. Its secrets may not ask anybody.</param>
    /// <param name="knownHostsFile">The host keys, which are checked strictly.</param>
    /// <param name="data">The data folder; made if it is not there.</param>
    /// <param name="settings">The configuration.</param>
    /// <exception cref="InvalidOperationException">The inventory has errors; the message lists them.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    public static async Task<InProcessCollector> StartAsync(
        string inventoryFile, string knownHostsFile, string data, FleetSettings settings)
    {
        var platforms = PlatformCatalog.Load(null, out _);
        var read = InventoryFile.Load(inventoryFile, [.. platforms.Platforms.Keys]);
        var inventory = read.Inventory ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
        var secrets = new SecretResolver(_ => throw new SecretException("nobody is there to ask"));
        var sessions = new DeviceSession(new SshNetTransport(new SshTransportOptions
        {
            HostKeys = HostKeyPolicy.Strict,
            KnownHostsFile = knownHostsFile,
            Warn = Console.Error.WriteLine,
        }));
        var folder = DataFolder.OpenForWriting(data);
        try
        {
            var host = await CollectionHost.StartAsync(
                folder, settings, new DeviceDirectory(inventory, platforms, secrets), sessions);
            return new InProcessCollector(folder, host, [.. inventory.Devices.Select(d => new PlannedDevice(d.Name, d.Commands))]);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Collects some devices; when it returns, all that was collected is durable and can be read.</summary>
    /// <param name="devices">Which.</param>
    /// <param name="acknowledged">Called with each event of a device when it is durable.</param>
    /// <param name="stop">Abandons the run.</param>
    public Task<RunSummary> RunAsync(
        IReadOnlyList<PlannedDevice> devices, Action<IDeviceEvent>? acknowledged = null, CancellationToken stop = default) =>
        _host.RunAsync(new RunRequest(devices, "load test") { Acknowledged = acknowledged }, interrupt: stop, abandon: stop);

    /// <summary>Stops, and empties the write-ahead logs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
