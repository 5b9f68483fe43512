namespace Fleet.LoadTests.Measures;

/// <summary>Percentiles of few values, exactly.</summary>
internal static class Percentiles
{
    /// <summary>The least of the values that so many percent of them do not exceed (the nearest rank).</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="percent">More than 0, at most 100.</param>
    public static TimeSpan Of(IEnumerable<TimeSpan> values, double percent)
    {
        TimeSpan[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(percent / 100 * sorted.Length) - 1];
    }
}
