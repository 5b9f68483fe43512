using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Sweeps;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.Lockouts;

/// <summary>A wrong password in the inventory, and what it may cost.</summary>
/// <remarks><c>FLEET_LOCKOUT_DEVICES=5000</c> makes the campaign of it.</remarks>
[Collection(Alone.Name)]
public sealed class LockoutTests(ITestOutputHelper report)
{
    private const int PauseAfter = 10;

    private static readonly int Devices =
        int.Parse(Environment.GetEnvironmentVariable("FLEET_LOCKOUT_DEVICES") ?? "300");

    [Fact]
    public async Task A_wrong_password_is_tried_a_few_times_stays_paused_over_a_restart_and_one_release_clears_it()
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "lan", Devices);
        var right = await File.ReadAllTextAsync(work.PathOf("fleet.yaml"));
        var wrong = right.Replace("password: admin", "password: not-admin", StringComparison.Ordinal);
        Assert.NotEqual(right, wrong);
        await File.WriteAllTextAsync(work.PathOf("fleet.yaml"), wrong);

        var (rejected, paused) = await CollectAsync(work, expectedExitCode: 2);
        Assert.InRange(rejected, 1, PauseAfter);
        Assert.Equal(Devices, rejected + paused);

        // Another process, and the right password: nobody has said yet that it is.
        await File.WriteAllTextAsync(work.PathOf("fleet.yaml"), right);
        Assert.Equal((0, Devices), await CollectAsync(work, expectedExitCode: 2));

        await work.RunAsync("release", "--credential", "admin");
        Assert.Equal((0, 0), await CollectAsync(work, expectedExitCode: 0));

        // What the devices saw: each session offers the password once, though there are two methods for it.
        var figures = await farm.StopAsync();
        Assert.InRange(figures["loginsRefused"]!.GetValue<int>(), 1, PauseAfter);
        Assert.Equal(Devices, figures["loggedIn"]!.GetValue<int>());
    }

    /// <summary>Collects from everybody; how many devices rejected the login, and how many were not tried.</summary>
    private async Task<(int Rejected, int Paused)> CollectAsync(UserFolder work, int expectedExitCode)
    {
        var collection = await work.TryAsync(
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts", "--parallelism", "50");
        report.WriteLine(collection.Output + collection.Error);
        Assert.Equal(expectedExitCode, collection.ExitCode);
        var run = await work.ReadAsync("runs", "show", "latest");
        return (DevicesOf(run, "AuthenticationRejected"), DevicesOf(run, "CredentialPaused"));
    }

    private static int DevicesOf(JsonNode run, string failure) => run["failures"]!.AsArray()
        .Where(f => f!["failure"]!.GetValue<string>() == failure)
        .Sum(f => f!["devices"]!.GetValue<int>());
}
