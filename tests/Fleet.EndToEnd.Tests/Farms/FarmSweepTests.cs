using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Sweeps;

namespace Fleet.EndToEnd.Tests.Farms;

/// <summary>Sweeps of simulated fleets, compared with what the farm says that it sent.</summary>
/// <remarks><c>FLEET_FARM_DEVICES=2000</c> makes the campaign of it.</remarks>
[Collection(Alone.Name)]
public sealed class FarmSweepTests(ITestOutputHelper report)
{
    private static readonly int Devices =
        int.Parse(Environment.GetEnvironmentVariable("FLEET_FARM_DEVICES") ?? "240");

    [Fact]
    public async Task Every_output_of_a_mixed_fleet_is_the_oracles_to_the_byte()
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "mixed", Devices);

        var run = await work.ReadAsync(
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts", "--parallelism", "100");
        await farm.StopAsync();
        var verdict = await work.ReadAsync("verify", "--farm", farm.Record);

        report.WriteLine(run.ToJsonString());
        report.WriteLine(verdict.ToJsonString());
        Assert.Equal(15 * Devices, run["outputs"]!.GetValue<int>());
        Assert.Equal(15 * Devices, verdict["farm"]!["equal"]!.GetValue<int>());
        await work.RunAsync("verify");
    }

    [Fact]
    public async Task Each_fault_ends_in_its_class_and_no_healthy_device_is_lost()
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "faults", Devices);

        var collection = await work.TryAsync(
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts", "--parallelism", "200",
            "--json");
        await farm.StopAsync();
        var verification = await work.TryAsync("verify", "--farm", farm.Record, "--json");

        report.WriteLine(verification.Output);
        Assert.True(collection.ExitCode == 2, collection.Error);
        Assert.True(verification.ExitCode == 0, verification.Output + verification.Error);
        Assert.NotNull(JsonNode.Parse(verification.Output));
    }
}
