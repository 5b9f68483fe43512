using Fleet.Chaos.Rounds;

namespace Fleet.Chaos.Disturbances;

/// <summary>A wall clock that jumps, as when it is set by hand, or by NTP after a wrong start.</summary>
internal static class Clocks
{
    private static readonly TimeSpan[] Jumps = [TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    /// <summary>
    /// Forward and back again, or the other way round, in the middle of a run. One time in two the collector is killed
    /// while its clock is wrong, so that the next one finds what was written in another time.
    /// </summary>
    public static async Task ShiftAsync(Round round)
    {
        round.IsClockFalse = true;
        var jump = Jumps[round.Random.Next(Jumps.Length)] * (round.Random.Next(3) == 0 ? -1 : 1);
        var isKilled = round.Random.Next(2) == 0;
        var collector = round.Start(preload: true);
        await Moments.AmidAsync(round, collector);
        collector.Preloaded!.SetClock(jump);
        var ended = await collector.EndsWithinAsync(round.Random.Seconds(0.2, 1.5));
        round.Count(!ended);
        if (isKilled)
        {
            round.Count(await collector.KillAsync());
            return;
        }

        collector.Preloaded.SetClock(TimeSpan.Zero);
        await collector.EndAsync();
    }
}
