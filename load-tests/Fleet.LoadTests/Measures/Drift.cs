namespace Fleet.LoadTests.Measures;

/// <summary>Whether something that goes up and down stays where it is.</summary>
internal static class Drift
{
    /// <summary>
    /// What a value gains over the time of its samples, by the slope of Theil and Sen: the median of the slopes between all
    /// pairs of samples, which some that stand out do not disturb.
    /// </summary>
    /// <param name="samples">Samples, two at least, at different times.</param>
    public static double Of(IReadOnlyList<(TimeSpan At, double Value)> samples)
    {
        var slopes = new List<double>(samples.Count * (samples.Count - 1) / 2);
        for (var i = 0; i < samples.Count; i++)
        {
            for (var j = i + 1; j < samples.Count; j++)
            {
                slopes.Add((samples[j].Value - samples[i].Value) / (samples[j].At - samples[i].At).TotalSeconds);
            }
        }

        return Median(slopes) * (samples[^1].At - samples[0].At).TotalSeconds;
    }

    /// <summary>The median of values, one at least.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
