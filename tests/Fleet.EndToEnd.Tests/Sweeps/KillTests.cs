using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fleet.EndToEnd.Tests.Sweeps;

/// <summary>
/// <c>kill -9</c> of the collector at ten moments of a sweep. With <c>FLEET_KILL_DEVICES=500</c> in the environment it is at
/// twenty moments of a large one.
/// </summary>
[Collection(Alone.Name)]
public sealed class KillTests(ITestOutputHelper report)
{
    private const int AfterTheLast = 2;
    private const int Seed = 28_000;

    private static readonly string? Large = Environment.GetEnvironmentVariable("FLEET_KILL_DEVICES");
    private static readonly int DeviceCount = int.Parse(Large ?? "100", CultureInfo.InvariantCulture);
    private static readonly int Rounds = Large is null ? 10 : 20;
    private static readonly int BeforeTheFirst = Rounds / 4;

    [Fact]
    public async Task Whatever_the_moment_of_a_kill_nothing_acknowledged_is_lost_or_collected_again()
    {
        var devices = Sweep.Devices(DeviceCount);
        var moments = await MomentsAsync(devices);
        var rounds = new List<Round>();

        report.WriteLine(Round.Header);
        foreach (var moment in moments)
        {
            var round = await KillAsync(moment, devices);
            for (var earlier = moment; !round.Killed; round = await KillAsync(earlier, devices))
                earlier = earlier with { Delay = earlier.Delay / 2 };
            rounds.Add(round);
            report.WriteLine($"{round}");
        }

        report.WriteLine(Round.Sum(rounds));
        Assert.All(rounds, r => Assert.Equal((0, 0, 0), (r.Lost, r.Wrong, r.Twice)));
        // The kills are worth something only if they came in every phase.
        Assert.Contains(rounds, r => r.Acknowledged == 0);
        Assert.True(rounds.Count(r => r.Acknowledged > 0 && r.Acknowledged < 3 * DeviceCount) >= Rounds / 2);
        Assert.Contains(rounds, r => r.Acknowledged == 3 * DeviceCount);
    }

    /// <summary>
    /// Random moments in each phase: until the first acknowledgement, between the first and the last, and from the last
    /// to the end of the process. An undisturbed sweep tells how long the first and the last phase are.
    /// </summary>
    private static async Task<IReadOnlyList<Moment>> MomentsAsync(IReadOnlyList<TestDevice> devices)
    {
        using var work = new UserFolder();
        work.WriteInventory(devices);
        var began = Stopwatch.GetTimestamp();
        using var collection = RunningCollection.Start(work, Sweep.Collect);
        await collection.AcknowledgedAsync(1);
        var first = Stopwatch.GetElapsedTime(began);
        await collection.AcknowledgedAsync(devices.Count);
        var last = Stopwatch.GetElapsedTime(began);
        Assert.Equal(0, (await collection.EndAsync()).ExitCode);
        var end = Stopwatch.GetElapsedTime(began);

        var random = new Random(Seed);
        double Part(int of, int index) => (index + random.NextDouble()) / of;
        var between = Rounds - BeforeTheFirst - AfterTheLast;
        return
        [
            .. Enumerable.Range(0, BeforeTheFirst).Select(i => new Moment(0, first * Part(BeforeTheFirst, i))),
            .. Enumerable.Range(0, between).Select(i => new Moment(
                1 + (int)(Part(between, i) * (devices.Count - 1)), TimeSpan.FromMilliseconds(random.Next(50)))),
            .. Enumerable.Range(0, AfterTheLast).Select(i => new Moment(
                devices.Count, (end - last) * Part(AfterTheLast, i))),
        ];
    }

    private static async Task<Round> KillAsync(Moment moment, IReadOnlyList<TestDevice> devices)
    {
        using var work = new UserFolder();
        work.WriteInventory(devices);
        var began = Stopwatch.GetTimestamp();
        using var collection = RunningCollection.Start(work, Sweep.Collect);
        await collection.AcknowledgedAsync(moment.Sessions);
        await Task.Delay(moment.Delay);
        var at = Stopwatch.GetElapsedTime(began);
        var killed = await collection.KillAsync();
        var round = new Round(at, killed);
        var acknowledged = Acknowledged(collection.Sessions);
        round.Acknowledged = acknowledged.Count;

        if (await FindRunAsync(work) is not { } run)
        {
            // Killed before there was a run: as if nothing had been, and the next one finds its place free.
            Assert.Empty(acknowledged);
            Assert.Equal(3 * devices.Count, Acknowledged(await CollectAsync(work, Sweep.Collect)).Count);
        }
        else
        {
            await work.RunAsync("verify");
            var stored = await Sweep.ExportAsync(work, run, devices);
            round.Stored = stored.Count;
            round.Lost = acknowledged.Keys.Count(p => !stored.ContainsKey(p));
            round.Wrong = stored.Count(s => !s.Value.AsSpan().SequenceEqual(Sweep.Print(s.Key.Command)))
                + acknowledged.Count(a => stored.TryGetValue(a.Key, out var output) && !Sweep.IsTrue(a.Value, output));
            if ((await Sweep.NumbersAsync(work, run)).State != "completed")
            {
                var again = Acknowledged(await CollectAsync(work, [.. Sweep.Collect, "--resume", run]));
                round.Resumed = again.Count;
                round.Twice = again.Keys.Count(stored.ContainsKey);
            }

            var all = await Sweep.ExportAsync(work, run, devices);
            round.Lost += 3 * devices.Count - all.Count;
            round.Wrong += all.Count(s => !s.Value.AsSpan().SequenceEqual(Sweep.Print(s.Key.Command)));
        }

        Assert.Equal(RunNumbers.Complete(3 * devices.Count), await Sweep.NumbersAsync(work, "latest"));
        await work.RunAsync("verify");
        return round;
    }

    /// <summary>The run that a killed collector left, if it had come so far.</summary>
    private static async Task<string?> FindRunAsync(UserFolder work)
    {
        var result = await work.TryAsync("runs", "--json");
        if (result.ExitCode == 0)
            return JsonNode.Parse(result.Output)!.AsArray().SingleOrDefault()?["run"]!.GetValue<string>();
        Assert.Matches("no data folder", result.Error);
        return null;
    }

    private static async Task<IReadOnlyList<SessionLine>> CollectAsync(UserFolder work, string[] arguments)
    {
        using var collection = RunningCollection.Start(work, arguments);
        var (exitCode, error) = await collection.EndAsync();
        Assert.True(exitCode == 0, error);
        return collection.Sessions;
    }

    private static Dictionary<Pair, OutputLine> Acknowledged(IEnumerable<SessionLine> sessions) =>
        sessions.SelectMany(s => s.Outputs, (s, o) => (Pair: new Pair(s.Device, o.Command), Output: o))
            .ToDictionary(a => a.Pair, a => a.Output);

    /// <summary>When to kill: once so many sessions were acknowledged, and so long after.</summary>
    private sealed record Moment(int Sessions, TimeSpan Delay);

    /// <summary>What a kill did. All counts are pairs of device and command.</summary>
    private sealed record Round(TimeSpan At, bool Killed)
    {
        public const string Header = "killed after | acknowledged | stored | lost | wrong | resumed | collected twice";

        public int Acknowledged { get; set; }

        public int Stored { get; set; }

        public int Lost { get; set; }

        public int Wrong { get; set; }

        public int Resumed { get; set; }

        public int Twice { get; set; }

        /// <summary>The last line of the table.</summary>
        public static string Sum(IReadOnlyList<Round> rounds) => Row(rounds, $"{rounds.Count} kills");

        public override string ToString() => Row([this], $"{At.TotalSeconds:0.000} s");

        private static string Row(IReadOnlyList<Round> rounds, FormattableString when)
        {
            (string Column, int Sum)[] counts =
            [
                ("acknowledged", rounds.Sum(r => r.Acknowledged)),
                ("stored", rounds.Sum(r => r.Stored)),
                ("lost", rounds.Sum(r => r.Lost)),
                ("wrong", rounds.Sum(r => r.Wrong)),
                ("resumed", rounds.Sum(r => r.Resumed)),
                ("collected twice", rounds.Sum(r => r.Twice)),
            ];
            var first = when.ToString(CultureInfo.InvariantCulture).PadLeft("killed after".Length);
            return string.Join(" | ", counts.Select(c => $"{c.Sum}".PadLeft(c.Column.Length)).Prepend(first));
        }
    }
}
