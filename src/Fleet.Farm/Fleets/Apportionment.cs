namespace Fleet.Farm.Fleets;

/// <summary>Turns shares into whole numbers of devices.</summary>
internal static class Apportionment
{
    /// <summary>
    /// Gives each share its number of devices by the largest remainder, so that the numbers add up to what the shares
    /// add up to: three times 10 % of 10 devices are 3, and 24 times 1.25 % of 2,000 are 600.
    /// </summary>
    /// <param name="total">Devices that are 100 %.</param>
    /// <param name="percents">The shares, in percent; they add up to at most 100.</param>
    public static int[] Divide(int total, IReadOnlyList<decimal> percents)
    {
        var exact = percents.Select(p => total * p / 100).ToArray();
        var counts = exact.Select(e => (int)e).ToArray();
        var left = (int)Math.Round(exact.Sum(), MidpointRounding.AwayFromZero) - counts.Sum();
        foreach (var i in Enumerable.Range(0, counts.Length).OrderByDescending(i => exact[i] - counts[i]).Take(left))
        {
            counts[i]++;
        }

        return counts;
    }
}
