using System.Diagnostics;
using Fleet.EndToEnd.Tests.Farms;
using Fleet.EndToEnd.Tests.Sweeps;
using Microsoft.Data.Sqlite;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>SIGTERM: the process ends within its time whatever devices and disks do, and leaves nothing behind.</summary>
[Collection(Alone.Name)]
public sealed class TerminationTests(ITestOutputHelper report)
{
    private const int Devices = 100;

    /// <summary>How long the end may take beyond the time to drain.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    /// <summary>A fifth of the devices stop in the middle of an output, or say nothing from the start.</summary>
    private const string Hanging = """
        devices: 100
        seed: 1
        sites: 4
        platforms: { cisco_iosxe: 100 % }
        credentials: [{ name: admin, username: admin, password: admin }]
        faults:
          - { fault: hang-in-output, share: 15 % }
          - { fault: silent, share: 5 % }
        """;

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Devices_that_hang_do_not_keep_the_process_from_its_end(string signal)
    {
        using var work = new UserFolder();
        using var farm = await StartFarmAsync(work);
        Configure(work, drain: "3s", commandTimeout: "60s");
        using var collection = Collect(work);

        // Only devices that hang are left in flight: each holds a permit until it is abandoned.
        await collection.AcknowledgedAsync(30);
        var elapsed = await EndAsync(collection, signal, TimeSpan.FromSeconds(3), expectedExitCode: 130);

        report.WriteLine($"{elapsed.TotalSeconds:0.0} s after the signal; {collection.Summary}");
        var run = collection.Summary!["run"]!.GetValue<string>();
        await HasNothingLeftAsync(work);
        var numbers = await Sweep.NumbersAsync(work, run);
        Assert.Equal(("interrupted", 0), (numbers.State, numbers.Pending));
        Assert.Equal(collection.Sessions.Sum(s => s.Outputs.Count(o => o.Failure is null)), numbers.Collected);

        Configure(work, drain: "3s", commandTimeout: "2s");
        using var resumed = Collect(work, "--resume", run);
        Assert.Equal(2, (await resumed.EndAsync()).ExitCode);
        Assert.Equal("completed", (await Sweep.NumbersAsync(work, run)).State);
        Assert.Empty(Pairs(collection).Intersect(Pairs(resumed)));
        await farm.StopAsync();
        await work.RunAsync("verify", "--farm", farm.Record);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("outputs.db")]
    public async Task A_store_that_cannot_be_written_does_not_keep_the_process_from_its_end(string file)
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "lan", 300);
        Configure(work, drain: "4s", commandTimeout: "60s");
        using var collection = Collect(work);
        await collection.AcknowledgedAsync(30);
        await using (var connection = new SqliteConnection(
            $"Data Source={work.PathOf("fleet-data", file)};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            await Task.Delay(TimeSpan.FromSeconds(1));

            // The end of the run goes into the journal as well.
            var elapsed = await EndAsync(
                collection, "TERM", TimeSpan.FromSeconds(4), expectedExitCode: file == "journal.db" ? 1 : 130);
            report.WriteLine($"{elapsed.TotalSeconds:0.0} s after the signal; {collection.Summary}");
        }

        await HasNothingLeftAsync(work);
        using var resumed = Collect(work, "--resume", "latest");
        var (exitCode, error) = await resumed.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Empty(Pairs(collection).Intersect(Pairs(resumed)));
        Assert.Equal(RunNumbers.Complete(300 * 15), await Sweep.NumbersAsync(work, "latest"));
        await farm.StopAsync();
        await work.RunAsync("verify", "--farm", farm.Record);
    }

    [Fact]
    public async Task A_helper_that_looks_up_a_secret_ends_with_the_process()
    {
        const string Helper = "sleep 7341";
        using var work = new UserFolder();
        await File.WriteAllTextAsync(work.PathOf("fleet.yaml"), $$"""
            credentials: { slow: { username: admin, password: "exec:{{Helper}}" } }
            devices: [{ name: d1, host: 127.0.0.1, platform: linux, credential: slow, commands: [id] }]
            """);
        using var fleet = work.Start("collect", "-i", "fleet.yaml");
        await UntilAsync(() => Local.Count(Helper) == 1);
        fleet.Signal("TERM");
        var (exitCode, _) = await fleet.WaitAsync();

        Assert.NotEqual(0, exitCode);
        await UntilAsync(() => Local.Count(Helper) == 0);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "It took too long.");
            await Task.Delay(100);
        }
    }

    private static async Task<RunningFarm> StartFarmAsync(UserFolder work)
    {
        await File.WriteAllTextAsync(work.PathOf("hanging.yaml"), Hanging);
        return await RunningFarm.StartAsync(work, work.PathOf("hanging.yaml"), Devices);
    }

    private static void Configure(UserFolder work, string drain, string commandTimeout) =>
        File.WriteAllText(work.PathOf("fleet.conf"), $$"""
            fleet {
              shutdown.drain = {{drain}}
              sessions { command-timeout = {{commandTimeout}}, connect-timeout = {{commandTimeout}} }
              retry { attempts = 2, min-backoff = 100ms }
            }
            """);

    private static RunningCollection Collect(UserFolder work, params string[] more) => RunningCollection.Start(
        work,
        [
            "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts", "--config", "fleet.conf",
            "--parallelism", "20", "--json", .. more,
        ]);

    private static async Task<TimeSpan> EndAsync(
        RunningCollection collection, string signal, TimeSpan drain, int expectedExitCode)
    {
        var began = Stopwatch.GetTimestamp();
        collection.Signal(signal);
        var (exitCode, error) = await collection.EndAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        Assert.True(exitCode == expectedExitCode, $"exit code {exitCode}: {error}");
        Assert.InRange(elapsed, TimeSpan.Zero, drain + Margin);
        return elapsed;
    }

    /// <summary>Nobody holds the folder, nothing lies in the spool, and the store is whole.</summary>
    private static async Task HasNothingLeftAsync(UserFolder work)
    {
        Assert.Empty(Directory.GetFiles(work.PathOf("fleet-data", "spool", ".")));
        await work.RunAsync("verify");
    }

    private static IEnumerable<Pair> Pairs(RunningCollection collection) => collection.Sessions.SelectMany(
        s => s.Outputs.Where(o => o.Failure is null), (s, o) => new Pair(s.Device, o.Command));
}
