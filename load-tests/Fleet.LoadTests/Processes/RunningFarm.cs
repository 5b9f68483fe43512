using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Inventory;
using Fleet.Sessions.Platforms;

namespace Fleet.LoadTests.Processes;

/// <summary><c>fleet farm run</c> in a process of its own, with its inventory, host keys and record in a folder.</summary>
internal sealed class RunningFarm : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;
    private readonly string _figures;
    private readonly Task<string> _errors;

    private RunningFarm(Process process, string folder, string figures, Task<string> errors)
    {
        _process = process;
        _folder = folder;
        _figures = figures;
        _errors = errors;
        _ = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The inventory file.</summary>
    public string InventoryFile => Path.Combine(_folder, "fleet.yaml");

    /// <summary>The file of host keys.</summary>
    public string KnownHostsFile => Path.Combine(_folder, "known_hosts");

    /// <summary>Names of the devices, in the order of the inventory.</summary>
    public IReadOnlyList<string> Devices { get; private set; } = [];

    private string RecordFile => Path.Combine(_folder, "farm.jsonl");

    /// <summary>Starts a farm; its devices can be reached when this returns.</summary>
    /// <param name="folder">Where its files go; made if it is not there.</param>
    /// <param name="profile">A built-in profile, or a file.</param>
    /// <param name="devices">How many.</param>
    /// <param name="seed">What it grows from.</param>
    /// <param name="record">Whether it records what it sends, for <see cref="VerifyAsync"/>.</param>
    /// <exception cref="LoadTestException">It does not start.</exception>
    public static async Task<RunningFarm> StartAsync(string folder, string profile, int devices, int seed, bool record = true)
    {
        Directory.CreateDirectory(folder);
        string[] fleet = [profile, "--devices", Text(devices), "--seed", Text(seed)];
        string[] recording = record ? ["--record", Path.Combine(folder, "farm.jsonl")] : [];
        var process = FleetProgram.Start(["farm", "run", .. fleet, "--port", "0", "--http", "0", .. recording, "--json"]);
        var errors = process.StandardError.ReadToEndAsync();
        if (await process.StandardOutput.ReadLineAsync() is not { } line)
        {
            throw new LoadTestException($"the farm ended before it was ready: {(await errors).Trim()}");
        }

        using var ready = JsonDocument.Parse(line);
        var farm = new RunningFarm(process, folder, ready.RootElement.GetProperty("figures").GetString()!, errors);
        try
        {
            string[] reached = [.. fleet, "--port", Text(ready.RootElement.GetProperty("port").GetInt32())];
            await SaveAsync(["farm", "inventory", .. reached], farm.InventoryFile);
            await SaveAsync(["farm", "known-hosts", .. reached], farm.KnownHostsFile);
            farm.Devices = [.. farm.ReadInventory().Devices.Select(d => d.Name)];
            return farm;
        }
        catch
        {
            await farm.DisposeAsync();
            throw;
        }
    }

    /// <summary>The devices that have a fault, now or later. Only when it records.</summary>
    public IReadOnlySet<string> Faulty() => System.IO.File.ReadLines(RecordFile)
        .Where(line => line.Contains("\"faulty\"", StringComparison.Ordinal))
        .Select(line => JsonSerializer.Deserialize<RecordLine>(line, JsonSerializerOptions.Web)!)
        .Where(line => line.Event == "faulty")
        .Select(line => line.Device)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Begins another epoch: some of the outputs change.</summary>
    public async Task BeginEpochAsync(int epoch)
    {
        using var client = new HttpClient();
        using var response = await client.PutAsync(
            new Uri(_figures.Replace("/figures", $"/epoch/{Text(epoch)}", StringComparison.Ordinal)), null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Stops the farm, and compares a data folder with its record.</summary>
    /// <returns>What is wrong; <see langword="null"/> when nothing is.</returns>
    public async Task<string?> VerifyAsync(string data)
    {
        await StopAsync();
        var (code, output, error) = await FleetProgram.RunAsync("verify", "--data", data, "--farm", RecordFile);
        return code == 0 ? null : $"{output}{error}".Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _errors;
        _process.Dispose();
    }

    private Task StopAsync() => Signals.EndAsync(_process, Patience);

    private DeviceInventory ReadInventory()
    {
        var read = Inventory.InventoryFile.Load(InventoryFile, [.. PlatformCatalog.Load(null, out _).Platforms.Keys]);
        return read.Inventory ?? throw new LoadTestException(string.Join('\n', read.Errors));
    }

    private static async Task SaveAsync(IEnumerable<string> arguments, string path)
    {
        var (code, output, error) = await FleetProgram.RunAsync(arguments);
        if (code != 0)
        {
            throw new LoadTestException($"the farm's files could not be made: {error.Trim()}");
        }

        await System.IO.File.WriteAllTextAsync(path, output);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record RecordLine(string Event, string Device);
}
