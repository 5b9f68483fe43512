using System.Text.Json.Nodes;
using Xunit;

namespace Fleet.Lab;

/// <summary><c>fleet farm run</c> in a process of its own, with its inventory, host keys and record beside it.</summary>
internal sealed class RunningFarm : IDisposable
{
    private readonly UserFolder _work;
    private readonly FleetProcess _process;
    private readonly string[] _options;
    private readonly Task<string> _output;

    private RunningFarm(UserFolder work, FleetProcess process, Task<string> output, string[] options)
    {
        _work = work;
        _process = process;
        _output = output;
        _options = options;
    }

    /// <summary>The oracle's file.</summary>
    public string Record => _work.PathOf("farm.jsonl");

    public int Id => _process.Id;

    /// <summary>Starts a farm on a free port, and writes <c>fleet.yaml</c> and <c>known_hosts</c> for it.</summary>
    /// <param name="work">The folder.</param>
    /// <param name="profile">What the fleet is like.</param>
    /// <param name="devices">How many devices it has.</param>
    /// <param name="seed">What it is made from.</param>
    /// <param name="isNice">Whether it gives way to all other processes.</param>
    public static async Task<RunningFarm> StartAsync(
        UserFolder work, string profile, int devices, int seed = 1, bool isNice = false)
    {
        string[] fleet = [profile, "--devices", $"{devices}", "--seed", $"{seed}"];
        string[] run = ["farm", "run", .. fleet, "--port", "0", "--record", work.PathOf("farm.jsonl"), "--json"];
        var process = isNice ? work.StartNicely(run) : work.Start(run);
        var reader = new StreamReader(process.Output);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(line is null, "the farm ended before it was ready");
        var rest = reader.ReadToEndAsync();
        var port = JsonNode.Parse(line!)!["port"]!.GetValue<int>();

        var farm = new RunningFarm(work, process, rest, [.. fleet, "--port", $"{port}"]);
        await farm.SaveAsync("inventory", "fleet.yaml");
        await farm.SaveAsync("known-hosts", "known_hosts");
        return farm;
    }

    /// <summary>Stops the farm as Ctrl-C does; its record is complete then.</summary>
    /// <returns>Its figures.</returns>
    public async Task<JsonNode> StopAsync()
    {
        _process.Signal("INT");
        var (exitCode, error) = await _process.WaitAsync();
        Assert.True(exitCode is 0 or 130, error);
        return JsonNode.Parse((await _output).TrimEnd().Split('\n')[^1])!["figures"]!;
    }

    public void Dispose() => _process.Dispose();

    private async Task SaveAsync(string what, string file)
    {
        var result = await _work.RunAsync(["farm", what, .. _options]);
        await File.WriteAllBytesAsync(_work.PathOf(file), result.OutputBytes);
    }
}
