namespace Fleet.Farm.Shell;

/// <summary>Pseudo-random numbers that are a function of what they are drawn for.</summary>
internal static class Chance
{
    /// <summary>A number that a seed and a purpose determine; the finaliser of SplitMix64.</summary>
    public static ulong Of(ulong seed, ulong purpose)
    {
        ulong mixed = seed + ((purpose + 1) * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to one below <paramref name="count"/>.</summary>
    public static int Below(int count, ulong seed, ulong purpose) => (int)(Of(seed, purpose) % (ulong)count);
}
