namespace Fleet.Chaos.Rounds;

/// <summary>Everything about a round that can be decided beforehand; the same plan makes the same choices.</summary>
/// <param name="Number">The round's number in its campaign, from 1.</param>
/// <param name="Seed">The campaign's seed.</param>
/// <param name="Kind">What is done to the collector.</param>
/// <param name="Devices">The size of the farm.</param>
/// <param name="IsQuick">Whether waits are kept short.</param>
internal sealed record RoundPlan(int Number, int Seed, Kind Kind, int Devices, bool IsQuick = false)
{
    private const int FewestDevices = 40;
    private const int MostDevices = 60;

    /// <summary>The seed of the farm: what its devices are and which of them are faulty.</summary>
    public int FarmSeed => Mix(Number, Seed, 2);

    /// <summary>A round of a campaign.</summary>
    public static RoundPlan Of(int number, int seed, Kind kind) =>
        new(number, seed, kind, new Random(Mix(number, seed, 0)).Next(FewestDevices, MostDevices + 1));

    /// <summary>The round's choices.</summary>
    public Random Random() => new(Mix(Number, Seed, 1));

    /// <summary>
    /// Neighbouring numbers make unlike seeds (the finalizer of SplitMix64; Steele, Lea and Flood, "Fast splittable
    /// pseudorandom number generators", 2014).
    /// </summary>
    private static int Mix(int number, int seed, int purpose)
    {
        unchecked
        {
            var z = ((ulong)(uint)seed << 32 | (uint)number) + (0x9E3779B97F4A7C15 * (ulong)(purpose + 1));
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) & int.MaxValue);
        }
    }
}
