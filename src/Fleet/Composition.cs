using Fleet.Collection.Configuration;
using Fleet.Collection.Devices;
using Fleet.Collection.Inspection;
using Fleet.Collection.Projection;
using Fleet.Collection.Serialization;
using Fleet.CommandLine;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Ssh;
using Fleet.Sessions.Ssh.HostKeys;
using Fleet.Storage;
using Fleet.Storage.Journal;

namespace Fleet;

/// <summary>Where the commands get the parts of the system from: the one place that knows which class does what.</summary>
internal static class Composition
{
    /// <summary>The platforms: the built-in ones, and a user's folder over them.</summary>
    /// <exception cref="CommandException">The folder has errors.</exception>
    public static PlatformCatalog Platforms(string? folder)
    {
        var catalog = PlatformCatalog.Load(folder, out var errors);
        return errors.Count == 0 ? catalog : throw new CommandException(errors);
    }

    /// <summary>An inventory file.</summary>
    /// <exception cref="CommandException">The file has errors.</exception>
    public static DeviceInventory Inventory(string file, PlatformCatalog platforms)
    {
        var result = InventoryFile.Load(file, [.. platforms.Platforms.Keys]);
        return result.Inventory ?? throw new CommandException(result.Errors);
    }

    /// <summary>Looks up secrets; those to be asked for are asked for on the terminal.</summary>
    public static ISecretSource Secrets(Terminal terminal) => new SecretResolver(terminal.AskSecret);

    /// <summary>What holds the sessions.</summary>
    /// <param name="folder">The data folder, where host keys are remembered unless the settings say otherwise.</param>
    /// <param name="settings">The settings of host keys.</param>
    /// <param name="warn">Takes warnings for people; called from any thread.</param>
    public static IDeviceSession Sessions(DataFolder folder, FleetSettings settings, Action<string> warn) =>
        new DeviceSession(new SshNetTransport(new SshTransportOptions
        {
            HostKeys = settings.HostKeyPolicy switch
            {
                "strict" => HostKeyPolicy.Strict,
                "off" => HostKeyPolicy.Off,
                _ => HostKeyPolicy.AcceptNew,
            },
            KnownHostsFile = settings.KnownHostsFile ?? Path.Combine(folder.Path, "known_hosts"),
            Warn = warn,
        }));

    /// <summary>Brings the read tables of a data folder up to date, unless a process that writes does so itself.</summary>
    public static void BringUpToDate(string path) => ReadModelCatchUp.Ensure(path);

    /// <summary>The events of a device, oldest first.</summary>
    public static IEnumerable<RecordedEvent> Events(DataFolder folder, string device) => EventHistory.Read(folder, device);

    /// <summary>The sessions that a data folder holds, in the order in which they were recorded.</summary>
    public static IEnumerable<IDeviceEvent> Sessions(DataFolder folder)
    {
        using var journal = JournalReader.Open(folder);
        foreach (var row in journal.ReadAll())
        {
            if (EventCodec.FromBytes(row.Payload.Span, row.Manifest) is IDeviceEvent session and not DeviceSkipped)
            {
                yield return session;
            }
        }
    }

    /// <summary>Checks a whole data folder.</summary>
    public static VerificationReport Verify(DataFolder folder) => StoreVerification.Run(folder);
}
