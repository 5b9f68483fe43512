using Fleet.Collecting;
using Fleet.CommandLine;
using Fleet.Farm.Fleets;

namespace Fleet.Farming;

/// <summary>The temporary folder of a demo: all that a collector is given, and what it collects.</summary>
internal sealed class DemoFolder : IDisposable
{
    // Not to have to wait for devices that will never answer.
    private const string Settings = """
        fleet {
          sessions {
            connect-timeout = 5s
            authentication-timeout = 5s
            command-timeout = 5s
          }
          retry {
            attempts = 2
            min-backoff = 200ms
          }
          host-keys {
            policy = strict
            known-hosts = "KNOWN_HOSTS"
          }
        }

        """;

    private bool _keep;

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("fleet-demo-").FullName;

    /// <summary>The data folder.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>The farm's record.</summary>
    public string Record => System.IO.Path.Combine(Path, "farm.jsonl");

    /// <summary>What to collect.</summary>
    public CollectRequest CollectRequest => new()
    {
        Inventory = Inventory,
        Config = Config,
        Data = Data,
        Selection = new DeviceSelection([]),
        SaysWhatIsNext = false,
    };

    private string Inventory => System.IO.Path.Combine(Path, "inventory.yaml");

    private string Config => System.IO.Path.Combine(Path, "fleet.conf");

    private string KnownHosts => System.IO.Path.Combine(Path, "known_hosts");

    /// <summary>Writes what a collector of a farm needs.</summary>
    public void Write(SimulatedFleet fleet, int port)
    {
        using (var inventory = File.CreateText(Inventory))
        {
            FleetInventory.Write(fleet, port, inventory);
        }

        using (var keys = File.CreateText(KnownHosts))
        {
            FleetKnownHosts.Write(fleet, port, keys);
        }

        File.WriteAllText(Config, Settings.Replace("KNOWN_HOSTS", KnownHosts));
    }

    /// <summary>Leaves the folder to the user.</summary>
    public void Keep() => _keep = true;

    /// <summary>Deletes the folder, unless it is to be kept.</summary>
    public void Dispose()
    {
        if (!_keep)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
