using Fleet.Collection;
using Fleet.Collection.Configuration;
using Fleet.CommandLine;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.ReadSide;
using Microsoft.Extensions.Logging;

namespace Fleet.Collecting;

/// <summary>Ends quarantines and pauses of credentials in a data folder that nobody collects into at the moment. It needs no inventory.</summary>
internal static class Releaser
{
    /// <summary>Lets go of devices and credentials.</summary>
    /// <param name="path">The data folder.</param>
    /// <param name="devices">The devices, as they were last seen.</param>
    /// <param name="credentials">Names of credentials.</param>
    /// <returns>Names of the devices that had been set aside.</returns>
    /// <exception cref="DataFolderHeldException">Another process holds the data folder.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        string path, IReadOnlyList<DeviceRow> devices, IReadOnlyList<string> credentials)
    {
        using var folder = DataFolder.OpenForWriting(path);
        using var log = new LogFile(folder.Path, FleetCommandLine.IsDebugging ? LogLevel.Debug : LogLevel.Warning);
        var settings = FleetSettings.Load(null);
        var inventory = new DeviceInventory([.. devices.Select(AsLastSeen)], new Dictionary<string, Credential>());
        var directory = new DeviceDirectory(inventory, PlatformCatalog.Load(null, out _), new SecretResolver());
        var sessions = Composition.Sessions(folder, settings, _ => { });
        await using var host = await CollectionHost.StartAsync(folder, settings, directory, sessions, log);
        foreach (var credential in credentials)
        {
            await host.ReleaseCredentialAsync(credential, Environment.UserName);
        }

        return await host.ReleaseAsync(devices.Select(d => d.Name));
    }

    private static Device AsLastSeen(DeviceRow device) => new()
    {
        Name = device.Name,
        Host = device.Host,
        Port = device.Port,
        Platform = device.Platform,
        Site = device.Site,
        Credential = "",
    };
}
