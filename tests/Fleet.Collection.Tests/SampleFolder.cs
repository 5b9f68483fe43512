using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Runs;
using Fleet.Collection.Tests.Actors;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.Collection.Tests;

/// <summary>A data folder and a collector on it, of which only the sessions are scripted.</summary>
internal sealed class SampleFolder : IDisposable
{
    private static readonly string[] Commands = ["show version", "show log"];

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("fleet-host-");
    private readonly FleetSettings _settings = FleetSettings.Load(null, new Dictionary<string, string>()) with
    {
        Parallelism = new(10),
        Retry = new RetryPolicy { MinBackoff = TimeSpan.FromMilliseconds(1) },
    };

    public string Path => _path.FullName;

    public ScriptedSessions Sessions { get; } = new();

    public DataFolder Open() => DataFolder.OpenForWriting(Path);

    /// <summary>A collector that knows the devices R1 to R100.</summary>
    public Task<CollectionHost> StartAsync(DataFolder folder)
    {
        var devices = Enumerable.Range(1, 100).Select(i => new Device
        {
            Name = $"R{i}",
            Host = "192.0.2.1",
            Platform = "linux",
            Credential = "lab",
            Commands = Commands,
        });
        var credentials = new Dictionary<string, Credential> { ["lab"] = new() { Name = "lab", Username = "admin" } };
        return CollectionHost.StartAsync(
            folder,
            _settings,
            new DeviceDirectory(
                new DeviceInventory([.. devices], credentials), PlatformCatalog.Load(null, out _), new NoSecrets()),
            Sessions);
    }

    /// <summary>Two commands from each of the first devices.</summary>
    public static RunRequest Request(int devices) =>
        new([.. Enumerable.Range(1, devices).Select(i => new PlannedDevice($"R{i}", Commands))], "test");

    /// <summary>Collects three times from devices that cannot be reached, so that they are set aside.</summary>
    public async Task FailAsync(CollectionHost host, int devices)
    {
        for (var run = 0; run < 3; run++)
        {
            // A few sessions of each device: all of its retries.
            for (var session = 0; session < 3 * devices; session++)
            {
                Sessions.NextBreaks(FailureClass.Unreachable);
            }

            await host.RunAsync(Request(devices), default, default);
        }
    }

    /// <summary>Collects once and closes everything.</summary>
    public async Task CollectAsync(int devices)
    {
        using var folder = Open();
        await using var host = await StartAsync(folder);
        await host.RunAsync(Request(devices), default, default);
    }

    public void Dispose() => _path.Delete(recursive: true);
}
