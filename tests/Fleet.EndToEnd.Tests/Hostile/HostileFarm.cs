using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Farms;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Sessions.Ssh;

namespace Fleet.EndToEnd.Tests.Hostile;

/// <summary>The farm's hostile devices in a process of their own, and sessions with them in this one.</summary>
internal sealed class HostileFarm : IDisposable
{
    private static readonly Lazy<PlatformCatalog> Catalog = new(() => PlatformCatalog.Load(null, out _));

    private readonly RunningFarm _farm;
    private readonly DeviceInventory _inventory;
    private readonly DeviceSession _session;

    private HostileFarm(UserFolder work, RunningFarm farm)
    {
        _farm = farm;
        _inventory = InventoryFile.Load(work.PathOf("fleet.yaml"), [.. Catalog.Value.Platforms.Keys]).Inventory!;
        var options = new SshTransportOptions { KnownHostsFile = work.PathOf("known_hosts"), UserKnownHostsFile = null };
        _session = new DeviceSession(new SshNetTransport(options));
        Devices = File.ReadLines(farm.Record)
            .Select(line => JsonNode.Parse(line)!)
            .Where(line => line["event"]!.GetValue<string>() == "faulty")
            .Select(line => new HostileDevice(
                line["device"]!.GetValue<string>(),
                line["fault"]!.GetValue<string>(),
                [.. line["failures"]!.AsArray().Select(f => f!.GetValue<string>())]))
            .DistinctBy(d => d.Fault)
            .OrderBy(d => d.Fault, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>One device of each kind.</summary>
    public IReadOnlyList<HostileDevice> Devices { get; }

    public static async Task<HostileFarm> StartAsync(UserFolder work) =>
        new(work, await RunningFarm.StartAsync(work, "hostile", 100));

    /// <summary>Holds a session with a device, as a collection does.</summary>
    public Task<SessionResult> CollectAsync(HostileDevice hostile, SessionLimits limits)
    {
        var device = _inventory.Devices.First(d => d.Name == hostile.Name);
        var login = Login.Resolve(_inventory.Credentials[device.Credential], new SecretResolver());
        var request = new SessionRequest(
            device, login, Catalog.Value.Platforms[device.Platform], device.Commands, limits);
        return _session.RunAsync(request, new Nowhere(), TestContext.Current.CancellationToken);
    }

    public void Dispose() => _farm.Dispose();

    private sealed class Nowhere : IOutputSink, IOutput
    {
        public IOutput Begin(string command) => this;

        public void Write(ReadOnlySpan<byte> bytes)
        {
        }

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A hostile device.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fault">What it does.</param>
/// <param name="Failures">The classes of failure that a session with it may end in; empty: it must succeed.</param>
internal sealed record HostileDevice(string Name, string Fault, IReadOnlyList<string> Failures)
{
    /// <summary>Whether a session ended as it should.</summary>
    public bool Allows(SessionResult result)
    {
        var seen = result.Commands.Select(c => c.Failure).Append(result.Failure).OfType<FailureClass>()
            .Select(f => f.ToString()).ToList();
        return seen.All(Failures.Contains) && (seen.Count > 0 || Failures.Count == 0);
    }
}
