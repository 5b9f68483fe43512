using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Disturbances;

/// <summary>Signals that stop a collector for a while, or for good.</summary>
internal static class Stops
{
    private static readonly TimeSpan LongFreeze = TimeSpan.FromSeconds(30);

    // 128 and the signal's number: by the system's own handling, before there is a run.
    private static readonly int[] Interrupted = [130, 143];

    // A collector lets its sessions finish for 10 s, and then needs a moment to put things away.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(25);

    /// <summary>What a suspended virtual machine or a debugger does. One time in three for 30 s.</summary>
    public static async Task FreezeAsync(Round round)
    {
        var collector = round.Start();
        var time = round.Plan.IsQuick || round.Random.Next(3) != 0 ? round.Random.Seconds(1, 6) : LongFreeze;
        await Moments.AnyAsync(round, collector);
        collector.Signal("STOP");
        round.Count(!await collector.EndsWithinAsync(time));
        collector.Signal("CONT");
        await collector.EndAsync();
    }

    /// <summary>What an init system or a container runtime does.</summary>
    public static async Task TerminateAsync(Round round)
    {
        var collector = round.Start();
        await Moments.AnyAsync(round, collector);
        collector.Signal("TERM");
        if (!await collector.EndsWithinAsync(LongestEnd))
            throw new RoundException($"the collector still runs {LongestEnd.TotalSeconds:0} s after SIGTERM");
        round.Count(Interrupted.Contains(collector.ExitCode!.Value));
    }
}
