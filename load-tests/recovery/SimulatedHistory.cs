using Fleet.Collection;
using Fleet.Collection.Devices;
using Fleet.Inventory;
using Fleet.Sessions;
using Fleet.Sessions.Platforms;
using Fleet.Storage;
using Fleet.Storage.ReadSide;

namespace Fleet.LoadTests.Recovery;

/// <summary>Devices with 15 commands each, and what their sessions were; the same each time.</summary>
internal static class SimulatedHistory
{
    public const int CommandsPerDevice = 15;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Commands { get; } =
        [.. Enumerable.Range(1, CommandsPerDevice).Select(i => $"show interfaces counters errors module {i}")];

    public static DeviceDirectory Directory(int devices) => new(
        new DeviceInventory(
            [.. Enumerable.Range(0, devices).Select(i => new Device
            {
                Name = NameOf(i),
                Site = $"site-{i / 200}",
                Host = "192.0.2.1",
                Platform = "linux",
                Credential = "none",
                Commands = Commands,
            })],
            new Dictionary<string, Credential> { ["none"] = new() { Name = "none", Username = "nobody" } }),
        PlatformCatalog.Load(null, out _),
        new NoSecrets());

    public static string NameOf(int device) => $"rt-{device:d5}.site-{device / 200}";

    /// <summary>Events of a device: 1, 2 or 3 in turn, unless the number is given.</summary>
    public static int EventsOf(int device, int? events) => events ?? 1 + (device % 3);

    /// <summary>The run of a device's last event, in which nothing is left to collect.</summary>
    public static string LastRunOf(int device, int? events) => RunOf(EventsOf(device, events));

    /// <summary>A device's sessions, one a run, each with an output for every command.</summary>
    public static IEnumerable<IDeviceEvent> SessionsOf(DeviceFact device, int events) =>
        from number in Enumerable.Range(1, events)
        let at = Epoch.AddHours(number)
        select new SessionRecorded(
            RunOf(number), device, Attempt: 1, at, at.AddSeconds(2),
            [.. Commands.Select(c => new CommandOutcome(c, HashOf(device.Name + c + number), 5_000, at.AddSeconds(1)))]);

    private static string RunOf(int number) => $"{Epoch.AddHours(number):yyyyMMdd-HHmmss}-test";

    private static OutputHash HashOf(string text) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private sealed class NoSecrets : ISecretSource
    {
        public string Resolve(SecretReference reference, string credential) => throw new SecretException("there are none");
    }
}
