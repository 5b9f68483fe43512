using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Fleet.Lab;

/// <summary>A user's folder: a home, an inventory, and the data folder where <c>fleet</c> puts it by default.</summary>
internal sealed class UserFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-e2e-");
    private readonly Dictionary<string, string> _environment;

    public UserFolder() => _environment = new() { ["HOME"] = PathOf("home") };

    public string Folder => _folder.FullName;

    /// <summary>The path of something in the folder; the folders on the way are there.</summary>
    public string PathOf(params string[] names)
    {
        var path = Path.Combine([Folder, .. names]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Writes <c>fleet.yaml</c>. Every device logs in with a credential of its own.</summary>
    public void WriteInventory(params IEnumerable<TestDevice> devices)
    {
        // JSON is YAML, and quotes whatever a command holds.
        var inventory = new
        {
            credentials = devices.ToDictionary(d => d.Name, d => d.Credential),
            devices = devices.Select(d => new
            {
                name = d.Name,
                host = d.Host ?? d.Server.Host,
                port = d.Server.Port,
                platform = d.Platform,
                credential = d.Name,
                commands = d.Commands,
            }),
        };
        File.WriteAllText(PathOf("fleet.yaml"), JsonSerializer.Serialize(inventory));
    }

    /// <summary>Starts <c>fleet</c> here.</summary>
    public FleetProcess Start(params string[] arguments) => FleetProcess.Start(Folder, _environment, arguments);

    /// <summary>Starts <c>fleet</c> here with further environment variables.</summary>
    public FleetProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        FleetProcess.Start(Folder, new Dictionary<string, string>([.. _environment, .. environment]), arguments);

    /// <summary>Starts <c>fleet</c> here, to give way to all other processes.</summary>
    public FleetProcess StartNicely(params string[] arguments) => FleetProcess.Start(Folder, _environment, niceness: 10, arguments);

    /// <summary>Runs <c>fleet</c> here to its end, whatever that is.</summary>
    public Task<FleetResult> TryAsync(params string[] arguments) =>
        FleetProcess.RunAsync(Folder, _environment, arguments);

    /// <summary>Runs <c>fleet</c> here, and it succeeds.</summary>
    public async Task<FleetResult> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(
            result.ExitCode == 0,
            $"fleet {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result;
    }

    /// <summary>Runs a command of <c>fleet</c> here that succeeds and prints JSON.</summary>
    public async Task<JsonNode> ReadAsync(params string[] arguments) =>
        JsonNode.Parse((await RunAsync([.. arguments, "--json"])).Output)!;

    /// <summary>The bytes of <c>fleet output</c>.</summary>
    public async Task<byte[]> OutputAsync(string device, string command) =>
        (await RunAsync("output", device, command)).OutputBytes;

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>A device of a test's inventory.</summary>
/// <param name="Name">Its name, and that of its credential.</param>
/// <param name="Server">The server that plays it.</param>
/// <param name="Credential">What the inventory says about its credential.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Commands">The commands to collect.</param>
internal sealed record TestDevice(
    string Name, LabServer Server, object Credential, string Platform, params string[] Commands)
{
    /// <summary>The server's address, when it is not the first.</summary>
    public string? Host { get; init; }
}

/// <summary>Credentials as inventories write them.</summary>
internal static class Credentials
{
    public static object Password(LabUser user) =>
        new { username = user.Name, password = "file:" + user.PasswordFile };

    public static object Key(LabUser user, string file) => new { username = user.Name, privateKey = file };

    public static object Key(LabUser user, string file, string passphraseReference) =>
        new { username = user.Name, privateKey = file, passphrase = passphraseReference };
}
