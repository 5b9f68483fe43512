using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Sweeps;

namespace Fleet.EndToEnd.Tests.Farms;

/// <summary>Sweeps of simulated fleets, compared with what the farm says that it sent.</summary>
/// <remarks><c>FLEET_FARM_DEVICES=2000</c> makes the campaign of it.</remarks>
[Collection(Alone.Name)]
public sealed class FarmSweepTests(ITestOutputHelper report)
{
    /// <summary>Not to wait long for devices that never answer.</summary>
    private const string ShortLimits = """
        fleet {
          sessions { connect-timeout = 6s, authentication-timeout = 6s, command-timeout = 8s }
          retry { attempts = 5, min-backoff = 2s, max-backoff = 15s }
        }
        """;

    private static readonly int Devices =
        int.Parse(Environment.GetEnvironmentVariable("FLEET_FARM_DEVICES") ?? "200");

    [Fact]
    public async Task Every_output_of_a_mixed_fleet_is_the_oracles_to_the_byte()
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "mixed", Devices);

        await CollectAsync(work, expectedExitCode: 0);
        await farm.StopAsync();
        var verdict = await VerifyAsync(work, farm);

        Assert.Equal(15 * Devices, verdict["equal"]!.GetValue<int>());
    }

    [Fact]
    public async Task Each_fault_ends_in_its_class_and_no_healthy_device_is_lost()
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "faults", Devices);

        await CollectAsync(work, expectedExitCode: 2);
        await farm.StopAsync();
        var verdict = await VerifyAsync(work, farm);

        // Seven devices of ten are healthy, and some faults cost a correct collector nothing.
        Assert.InRange(verdict["equal"]!.GetValue<int>(), 15 * Devices * 7 / 10, 15 * Devices);
        var missed = await PassingFaultsMissedAsync(work, farm);
        Assert.True(missed.Count == 0, string.Join(", ", missed));
    }

    private async Task CollectAsync(UserFolder work, int expectedExitCode)
    {
        await File.WriteAllTextAsync(work.PathOf("fleet.conf"), ShortLimits);
        var collection = await work.TryAsync(
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts",
            "--config", "fleet.conf", "--parallelism", "100");
        report.WriteLine(collection.Output + collection.Error);
        Assert.Equal(expectedExitCode, collection.ExitCode);
    }

    /// <summary>Everything that <c>fleet verify --farm</c> looks at is as it should be; what it says of the farm.</summary>
    private async Task<JsonNode> VerifyAsync(UserFolder work, RunningFarm farm)
    {
        var verification = await work.TryAsync("verify", "--farm", farm.Record, "--json");
        report.WriteLine(verification.Output);
        Assert.True(verification.ExitCode == 0, verification.Output + verification.Error);
        return JsonNode.Parse(verification.Output)!["farm"]!;
    }

    /// <summary>Devices whose faults pass by themselves, and which were not collected all the same.</summary>
    private static async Task<List<string>> PassingFaultsMissedAsync(UserFolder work, RunningFarm farm)
    {
        var passing = File.ReadLines(farm.Record).Select(line => JsonNode.Parse(line)!)
            .Where(line => line["event"]!.GetValue<string>() == "faulty" && line["for"] is not null)
            .Select(line => line["device"]!.GetValue<string>())
            .ToHashSet();
        Assert.NotEmpty(passing);
        var devices = await work.ReadAsync("devices");
        return [.. devices.AsArray()
            .Where(d => passing.Contains(d!["name"]!.GetValue<string>()) && d["failure"] is not null)
            .Select(d => d!.ToJsonString())];
    }
}
