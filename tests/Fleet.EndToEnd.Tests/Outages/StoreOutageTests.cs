using System.Globalization;
using Fleet.EndToEnd.Tests.BadInput;
using Fleet.EndToEnd.Tests.Farms;
using Fleet.EndToEnd.Tests.Sweeps;
using Microsoft.Data.Sqlite;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>
/// A store that cannot be written for a while in the middle of a sweep: the run waits, goes on, and holds no session twice.
/// </summary>
/// <remarks><c>FLEET_OUTAGE_SECONDS=30</c> makes the outages longer.</remarks>
[Collection(Alone.Name)]
public sealed class StoreOutageTests(ITestOutputHelper report)
{
    private const int Devices = 300;

    /// <summary>Longer than the 10 s after which the journal gives up a write, which then may come late.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("FLEET_OUTAGE_SECONDS") ?? "13", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("journal.db")]
    [InlineData("outputs.db")]
    [InlineData("read.db")]
    public async Task A_file_that_another_process_locks_makes_the_run_wait(string file) =>
        await CollectAsync(folder => folder, async data =>
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, file)};Pooling=False");
            connection.Open();
            Execute(connection, "BEGIN EXCLUSIVE");
            await Task.Delay(Outage);
            Execute(connection, "ROLLBACK");
        });

    [Fact]
    public async Task A_disk_that_hangs_makes_the_run_wait()
    {
        using var disk = new LoopDisk();
        await CollectAsync(_ => disk.Folder, async _ =>
        {
            disk.Freeze();
            await Task.Delay(Outage);
            disk.Thaw();
        });
    }

    [Fact]
    public async Task A_disk_that_refuses_writes_makes_the_run_wait()
    {
        using var disk = new LoopDisk();
        await CollectAsync(_ => disk.Folder, async data =>
        {
            // Not those that SQLite maps into memory: a process that cannot write there dies, as by any kill.
            var files = Directory.GetFiles(data, "*.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).ToList();
            LoopDisk.Refuse(files);
            await Task.Delay(Outage);
            LoopDisk.Allow(files);
        });
    }

    /// <summary>Sweeps a farm with the data folder in the given folder, with an outage in the middle.</summary>
    private async Task CollectAsync(Func<string, string> place, Func<string, Task> outage)
    {
        using var work = new UserFolder();
        using var farm = await RunningFarm.StartAsync(work, "lan", Devices);
        var data = Path.Combine(place(work.Folder), "data");
        using var collection = RunningCollection.Start(
            work, "collect", "-i", "fleet.yaml", "--host-keys", "strict", "--known-hosts", "known_hosts",
            "--parallelism", "20", "--data", data, "--json");
        await collection.AcknowledgedAsync(Devices / 10);

        await outage(data);
        var duringOutage = collection.Sessions.Count;
        var (exitCode, error) = await collection.EndAsync();
        await farm.StopAsync();

        report.WriteLine($"{duringOutage} sessions acknowledged when the outage ended\n{error}\n{collection.Summary}");
        Assert.True(exitCode == 0, error);
        Assert.Equal(Devices, collection.Summary!["collected"]!.GetValue<int>());
        Assert.Equal(Devices, collection.Sessions.Count);
        Assert.Equal(Devices, collection.Sessions.Select(s => s.Device).Distinct().Count());

        // The farm's own record: each output is there, and no device was asked twice.
        var verified = await work.TryAsync("verify", "--farm", farm.Record, "--data", data);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.Contains($"The farm's record: {Devices} sessions;", verified.Output, StringComparison.Ordinal);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
