using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Sweeps;
using Fleet.Sessions.Platforms;

namespace Fleet.EndToEnd.Tests.Farms;

/// <summary>Sweeps in which commands are typed ahead, far away from the devices.</summary>
[Collection(Alone.Name)]
public sealed class TypeAheadTests(ITestOutputHelper report)
{
    private const string Profile = """
        devices: 30
        sites: 2
        platforms: { cisco_iosxe: 60 %, juniper_junos: 40 % }
        latency: 20 ms
        outputs: { median: 3 kB, spread: 1 }
        faults:
          - { fault: prompt-lookalikes, share: 10 % }
          - { fault: control-sequences, share: 10 % }
          - { fault: early-echo, share: 10 % }
          - { fault: paging-stays, share: 10 % }
          - { fault: prompt-changes, share: 10 % }
          - { fault: reset-in-output, share: 10 % }
        """;

    private const string ShortWaits = "fleet.retry { min-backoff = 300ms, max-backoff = 1s, attempts = 3 }";

    [Fact]
    public async Task Every_output_is_the_oracles_whatever_the_devices_do_to_what_is_typed()
    {
        using var work = new UserFolder();
        await File.WriteAllTextAsync(work.PathOf("far.yaml"), Profile, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(work.PathOf("fleet.conf"), ShortWaits, TestContext.Current.CancellationToken);
        foreach (var platform in new[] { "cisco_iosxe", "juniper_junos" })
            await OptInAsync(work, platform);
        using var farm = await RunningFarm.StartAsync(work, work.PathOf("far.yaml"), 30);

        var collection = await work.TryAsync(
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts",
            "--platforms", "platforms", "--config", "fleet.conf", "--parallelism", "30");
        report.WriteLine(collection.Output + collection.Error);
        await farm.StopAsync();
        var verification = await work.TryAsync("verify", "--farm", farm.Record, "--json");

        report.WriteLine(verification.Output);
        // Three devices break off in one of their outputs, each time.
        Assert.Equal(2, collection.ExitCode);
        Assert.True(verification.ExitCode == 0, verification.Output + verification.Error);
        Assert.InRange(JsonNode.Parse(verification.Output)!["farm"]!["equal"]!.GetValue<int>(), 15 * 27, (15 * 30) - 3);
    }

    /// <summary>Writes the built-in definition of a platform into the user's folder, with type-ahead.</summary>
    private static async Task OptInAsync(UserFolder work, string platform)
    {
        var assembly = typeof(PlatformCatalog).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith($".{platform}.yaml", StringComparison.Ordinal));
        using var definition = new StreamReader(assembly.GetManifestResourceStream(name)!);
        await File.WriteAllTextAsync(
            work.PathOf("platforms", $"{platform}.yaml"),
            await definition.ReadToEndAsync() + "\ntype_ahead: { most: 20, commands: '^show ', comment: '#' }\n");
    }
}
