using System.Diagnostics;
using Fleet.EndToEnd.Tests.Sweeps;
using Fleet.Sessions;

namespace Fleet.EndToEnd.Tests.Hostile;

/// <summary>What one hostile device can cost: every kind that the farm plays, through the real sessions.</summary>
[Collection(Alone.Name)]
public sealed class HostileDeviceTests(ITestOutputHelper report)
{
    private const int OutputBytes = 2 << 20;

    private static readonly SessionLimits ShortLimits = new()
    {
        Connect = TimeSpan.FromSeconds(4),
        Authentication = TimeSpan.FromSeconds(4),
        Command = TimeSpan.FromSeconds(6),
        Session = TimeSpan.FromSeconds(25),
        OutputBytes = OutputBytes,
    };

    /// <summary>What a session holds at most: 1 MiB that waits to be read, and buffers; the output is elsewhere.</summary>
    private const long MemoryOfSession = 4 << 20;

    [Fact]
    public async Task All_kinds_at_once_end_in_their_classes_within_time_memory_and_computing()
    {
        using var work = new UserFolder();
        using var farm = await HostileFarm.StartAsync(work);
        await WarmUpAsync(farm);
        var threads = Threads();
        using var gauge = new Gauge();

        var sessions = await Task.WhenAll(farm.Devices.Select(d => HoldAsync(farm, d, ShortLimits)));

        var cost = gauge.Read();
        foreach (var session in sessions)
            report.WriteLine(session.ToString());
        report.WriteLine($"all: {cost}");
        Assert.All(sessions, s => Assert.True(s.EndedWell, s.ToString()));
        Assert.All(sessions, s => Assert.True(s.Elapsed < ShortLimits.Session + TimeSpan.FromSeconds(5), s.ToString()));
        Assert.InRange(cost.Memory, 0, sessions.Length * MemoryOfSession);
        // They last 25 s altogether: less than a tenth of a core each.
        Assert.InRange(cost.Computing.TotalSeconds, 0, sessions.Length * 2.0);
        await AllThreadsEndAsync(threads);
    }

    /// <summary>
    /// The table of the documentation: what a session with each kind costs, alone and with the limits of the
    /// configuration. Takes some minutes.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Each_kind_alone_keeps_to_the_documented_bounds()
    {
        using var work = new UserFolder();
        using var farm = await HostileFarm.StartAsync(work);
        await WarmUpAsync(farm);
        var limits = new SessionLimits();
        var threads = Threads();
        foreach (var device in farm.Devices)
        {
            using var gauge = new Gauge();
            var session = await HoldAsync(farm, device, limits);
            var cost = gauge.Read();
            report.WriteLine($"{session} {cost}");
            Assert.True(session.EndedWell, session.ToString());
            // One session's memory cannot be told from what the garbage collector has not collected yet.
            Assert.InRange(cost.Memory, 0, 32 << 20);
            // A burst, and then a tenth of a core.
            Assert.InRange(cost.Computing.TotalSeconds, 0, 1 + (session.Elapsed.TotalSeconds / 10));
            await AllThreadsEndAsync(threads);
        }
    }

    private static async Task WarmUpAsync(HostileFarm farm) =>
        await HoldAsync(farm, farm.Devices.First(d => d.Fault == "prompt-lookalikes"), ShortLimits);

    private static async Task<HeldSession> HoldAsync(HostileFarm farm, HostileDevice device, SessionLimits limits)
    {
        var clock = Stopwatch.StartNew();
        var result = await farm.CollectAsync(device, limits);
        return new HeldSession(device, result, clock.Elapsed);
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>SSH.NET has a thread for each connection; the thread pool may keep some more than before.</summary>
    private static async Task AllThreadsEndAsync(int before)
    {
        const int OfThePool = 16;
        for (var i = 0; i < 40 && Threads() > before + OfThePool; i++)
            await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.InRange(Threads(), 0, before + OfThePool);
    }

    private sealed record HeldSession(HostileDevice Device, SessionResult Result, TimeSpan Elapsed)
    {
        public bool EndedWell => Device.Allows(Result);

        public override string ToString() =>
            $"{Device.Fault,-20} {Result.Failure?.ToString() ?? "collected",-22} {Elapsed.TotalSeconds,5:0.0} s  {Result.Reason}";
    }
}
