using System.Text.Json.Nodes;

namespace Fleet.EndToEnd.Tests.Farms;

/// <summary><c>fleet farm run</c> in a process of its own, with its inventory, host keys and record beside it.</summary>
internal sealed class RunningFarm : IDisposable
{
    private readonly UserFolder _work;
    private readonly FleetProcess _process;
    private readonly string[] _options;

    private RunningFarm(UserFolder work, FleetProcess process, string[] options)
    {
        _work = work;
        _process = process;
        _options = options;
    }

    /// <summary>The oracle's file.</summary>
    public string Record => _work.PathOf("farm.jsonl");

    public int Id => _process.Id;

    /// <summary>Starts a farm on a free port, and writes <c>fleet.yaml</c> and <c>known_hosts</c> for it.</summary>
    /// <param name="work">The folder.</param>
    /// <param name="profile">What the fleet is like.</param>
    /// <param name="devices">How many devices it has.</param>
    /// <param name="isNice">Whether it gives way to all other processes.</param>
    public static async Task<RunningFarm> StartAsync(UserFolder work, string profile, int devices, bool isNice = false)
    {
        string[] run =
            ["farm", "run", profile, "--devices", $"{devices}", "--port", "0", "--record", work.PathOf("farm.jsonl"), "--json"];
        var process = isNice ? work.StartNicely(run) : work.Start(run);
        var reader = new StreamReader(process.Output);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(line is null, "the farm ended before it was ready");
        _ = reader.ReadToEndAsync();
        var port = JsonNode.Parse(line!)!["port"]!.GetValue<int>();

        var farm = new RunningFarm(work, process, [profile, "--devices", $"{devices}", "--port", $"{port}"]);
        await farm.SaveAsync("inventory", "fleet.yaml");
        await farm.SaveAsync("known-hosts", "known_hosts");
        return farm;
    }

    /// <summary>Stops the farm as Ctrl-C does; its record is complete then.</summary>
    public async Task StopAsync()
    {
        _process.Signal("INT");
        var (exitCode, error) = await _process.WaitAsync();
        Assert.True(exitCode is 0 or 130, error);
    }

    public void Dispose() => _process.Dispose();

    private async Task SaveAsync(string what, string file)
    {
        var result = await _work.RunAsync(["farm", what, .. _options]);
        await File.WriteAllBytesAsync(_work.PathOf(file), result.OutputBytes);
    }
}
