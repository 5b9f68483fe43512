using System.Diagnostics;
using Fleet.Lab;

namespace Fleet.EndToEnd.Tests.Sweeps;

/// <summary>Ctrl-C and its like, and what else happens beside a collection.</summary>
[Collection(Alone.Name)]
public sealed class InterruptTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_lets_the_sessions_in_flight_finish_and_resume_completes_the_run(string signal)
    {
        var devices = Sweep.Devices(100);
        using var work = new UserFolder();
        work.WriteInventory(devices);
        string[] collect = ["collect", "-i", "fleet.yaml", "--parallelism", "10", "--json"];

        using var collection = RunningCollection.Start(work, collect);
        await collection.AcknowledgedAsync(15);
        collection.Signal(signal);
        var (exitCode, _) = await collection.EndAsync();

        Assert.Equal(130, exitCode);
        Assert.All(collection.Sessions, s => Assert.Null(s.Failure));
        var run = collection.Summary!["run"]!.GetValue<string>();
        var numbers = await Sweep.NumbersAsync(work, run);
        Assert.InRange(collection.Sessions.Count, 15, 60);
        Assert.Equal(3 * collection.Sessions.Count, numbers.Collected);
        Assert.Equal(("interrupted", 300, 0, 0), (numbers.State, numbers.Expected, numbers.Failed, numbers.Pending));
        await work.RunAsync("verify");

        using var resumed = RunningCollection.Start(work, [.. collect, "--resume", run]);
        Assert.Equal(0, (await resumed.EndAsync()).ExitCode);
        Assert.Empty(collection.Sessions.Select(s => s.Device).Intersect(resumed.Sessions.Select(s => s.Device)));
        Assert.Equal(RunNumbers.Complete(300), await Sweep.NumbersAsync(work, run));
        await work.RunAsync("verify");
    }

    [Fact]
    public async Task A_second_Ctrl_C_abandons_the_sessions_in_flight_and_keeps_what_they_have()
    {
        const string Sleep = "sleep 6123";
        using var work = new UserFolder();
        work.WriteInventory(Sweep.Devices(20).Select(d => d with { Commands = ["id", Sleep, "uname -a"] }));

        using var collection = RunningCollection.Start(
            work, "collect", "-i", "fleet.yaml", "--parallelism", "10", "--json");
        await UntilAsync(() => Local.Count(Sleep) == 10);
        collection.Signal("INT");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Null(collection.Summary);
        var began = Stopwatch.GetTimestamp();
        collection.Signal("INT");
        var (exitCode, _) = await collection.EndAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 15);
        Assert.Equal(130, exitCode);
        Assert.Equal(new RunNumbers("interrupted", 60, 10, 0, 50, 0), await Sweep.NumbersAsync(work, "latest"));
        await work.RunAsync("verify");
        await UntilAsync(() => Local.Count(Sleep) == 0);
    }

    [Fact]
    public async Task Beside_a_collection_others_may_read_but_not_collect()
    {
        var gate = Path.Combine(TestLab.Bash.Home, $"gate-{Guid.NewGuid():N}");
        using var work = new UserFolder();
        var devices = Sweep.Devices(2);
        work.WriteInventory(devices[0], devices[1] with { Commands = [$"until [ -e {gate} ]; do sleep 0.1; done"] });
        try
        {
            using var collection = RunningCollection.Start(work, "collect", "-i", "fleet.yaml", "--json");
            await collection.AcknowledgedAsync(1);

            var second = await work.TryAsync("collect", "-i", "fleet.yaml");
            Assert.Equal(1, second.ExitCode);
            Assert.Contains("fleet-data", second.Error, StringComparison.Ordinal);
            Assert.Empty(second.Output);

            // The read tables follow within moments.
            await UntilAsync(async () => (await Sweep.NumbersAsync(work, "latest")).Collected == 3);
            Assert.Equal(new RunNumbers("open", 4, 3, 0, 0, 1), await Sweep.NumbersAsync(work, "latest"));
            await work.RunAsync("runs");
            await work.RunAsync("devices");
            await work.RunAsync("events", "d000");
            Bytes.Equal(Sweep.Print("id"), await work.OutputAsync("d000", "id"), "id");
            await work.RunAsync("export", "latest", "export");
            await work.RunAsync("verify");

            await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
            Assert.Equal(0, (await collection.EndAsync()).ExitCode);
        }
        finally
        {
            File.Delete(gate);
        }

        Assert.Equal(RunNumbers.Complete(4), await Sweep.NumbersAsync(work, "latest"));
        await work.RunAsync("verify");
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "It took too long.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
