using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.RealDevices;

/// <summary>A host key that is not the known one ends the session before the user's name or password leave.</summary>
public sealed class HostKeyTests
{
    [Fact]
    public async Task A_host_key_that_changes_between_two_runs_is_refused()
    {
        using var work = Work(TestLab.RequireOpenSsh());
        await work.RunAsync("collect", "-i", "fleet.yaml");
        var known = work.PathOf("fleet-data", "known_hosts");
        var accepted = await File.ReadAllTextAsync(known, TestContext.Current.CancellationToken);
        var key = Assert.Single(accepted.Split('\n'), l => l.Contains("ssh-ed25519", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            known,
            accepted.Replace(key.Split(' ')[2], AnotherKey(), StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        await IsRefusedAsync(work);

        // Once the known key is right again, so is the device.
        await File.WriteAllTextAsync(known, accepted, TestContext.Current.CancellationToken);
        await work.RunAsync("collect", "-i", "fleet.yaml");
        await work.RunAsync("verify");
    }

    [Fact]
    public async Task A_host_key_other_than_the_one_that_ssh_knows_is_refused()
    {
        var server = TestLab.RequireOpenSsh();
        using var work = Work(server);
        await File.WriteAllTextAsync(
            work.PathOf("home", ".ssh", "known_hosts"),
            $"[{server.Host}]:{server.Port} ssh-ed25519 {AnotherKey()}\n",
            TestContext.Current.CancellationToken);

        await IsRefusedAsync(work);
    }

    private static async Task IsRefusedAsync(UserFolder work)
    {
        var result = await work.TryAsync("collect", "-i", "fleet.yaml", "--json");

        Assert.Equal(2, result.ExitCode);
        var session = Assert.Single(SessionLine.Of(result.Output));
        Assert.Equal("HostKeyChanged", session.Failure);
        var output = Assert.Single(session.Outputs);
        Assert.Equal("HostKeyChanged", output.Failure);
    }

    private static UserFolder Work(LabServer server)
    {
        var work = new UserFolder();
        work.WriteInventory(new TestDevice("h1", server, Credentials.Password(TestLab.Bash), "linux", "id"));
        return work;
    }

    private static string AnotherKey() => File.ReadAllText(TestLab.Keys.Stranger + ".pub").Split(' ')[1];
}
