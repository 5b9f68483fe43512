using Fleet.LoadTests.OnDemand;

namespace Fleet.LoadTests.Measures;

/// <summary>A stage of a load that rises in steps.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Percent50">Median latency of the requests that began in it.</param>
/// <param name="Percent95">95 % are at most this.</param>
/// <param name="Failed">Requests of it that failed.</param>
internal sealed record Stage(int Rate, TimeSpan Percent50, TimeSpan Percent95, int Failed)
{
    /// <summary>How often the lowest 95th percentile a stage's may be before it is past the knee.</summary>
    public const int MostRise = 5;

    /// <summary>Sorts requests into stages, by when they began. A stage of which nothing has ended is left out.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="rates">The rate of each stage.</param>
    /// <param name="length">How long each stage lasts.</param>
    public static IReadOnlyList<Stage> Of(IReadOnlyList<Request> requests, IReadOnlyList<int> rates, TimeSpan length) =>
    [
        .. requests
            .GroupBy(r => Math.Min((int)(r.At / length), rates.Count - 1))
            .OrderBy(g => g.Key)
            .Select(g => new Stage(
                rates[g.Key],
                Percentiles.Of(g.Select(r => r.Latency), 50),
                Percentiles.Of(g.Select(r => r.Latency), 95),
                g.Count(r => r.Failure is not null))),
    ];

    /// <summary>
    /// The last stage before latencies leave the ground for good: every later one has a 95th percentile of more than
    /// <see cref="MostRise"/> times the lowest of all, or was given up because requests came faster than they were served.
    /// </summary>
    /// <param name="stages">The stages, one at least.</param>
    /// <param name="isOverrun">Whether the last one was given up.</param>
    /// <returns>The index; <see langword="null"/> when no stage is past the knee, or every one is.</returns>
    public static int? Knee(IReadOnlyList<Stage> stages, bool isOverrun)
    {
        var ceiling = stages.Min(s => s.Percent95) * MostRise;
        var last = stages.Count - (isOverrun ? 2 : 1);
        while (last >= 0 && stages[last].Percent95 > ceiling)
        {
            last--;
        }

        return last >= 0 && last < stages.Count - 1 ? last : null;
    }
}
