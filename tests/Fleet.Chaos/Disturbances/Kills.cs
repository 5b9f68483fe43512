using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Disturbances;

/// <summary><c>kill -9</c> at random moments.</summary>
internal static class Kills
{
    public static Task OnceAsync(Round round) => AtRandomAsync(round, round.Start());

    public static async Task TwiceAsync(Round round)
    {
        await AtRandomAsync(round, round.Start());
        await AtRandomAsync(round, round.Start());
    }

    /// <summary>Kills a collector after its first acknowledgement and, if the devices do not fail it, before its last.</summary>
    public static async Task AmidAsync(Round round, Collector collector)
    {
        await Moments.AmidAsync(round, collector);
        round.Count(await collector.KillAsync());
    }

    private static async Task AtRandomAsync(Round round, Collector collector)
    {
        await Moments.AnyAsync(round, collector);
        round.Count(await collector.KillAsync());
    }
}

/// <summary>Moments of a sweep.</summary>
internal static class Moments
{
    // About what a collector takes from its start to its first acknowledgement.
    private const int StartMilliseconds = 900;

    /// <summary>Waits for a random moment: one time in four in the start-up.</summary>
    public static async Task AnyAsync(Round round, Collector collector)
    {
        if (round.Random.Next(4) == 0)
            await collector.EndsWithinAsync(TimeSpan.FromMilliseconds(round.Random.Next(StartMilliseconds)));
        else
            await AmidAsync(round, collector);
    }

    /// <summary>Waits for a random moment after the first acknowledgement.</summary>
    public static async Task AmidAsync(Round round, Collector collector)
    {
        await collector.AcknowledgedAsync(1 + round.Random.Next(round.Plan.Devices * 3 / 5));
        await collector.EndsWithinAsync(TimeSpan.FromMilliseconds(round.Random.Next(100)));
    }

    /// <summary>A random time.</summary>
    public static TimeSpan Seconds(this Random random, double least, double most) =>
        TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
