using Fleet.LoadTests.OnDemand;

namespace Fleet.LoadTests.Measures;

/// <summary>How soon all is as before.</summary>
internal static class Recovery
{
    /// <summary>How much longer than before a request may take and count as usual.</summary>
    public const int MostRise = 2;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The latency that is usual: 95 % of the requests of before stayed below it.</summary>
    public static TimeSpan Usual(IReadOnlyList<Request> requests, TimeSpan disturbance) =>
        Percentiles.Of(requests.Where(r => r.At < disturbance).Select(r => r.Latency), 95);

    /// <summary>
    /// From a disturbance to the end of the last second whose requests took, in their median, more than
    /// <see cref="MostRise"/> times what is usual.
    /// </summary>
    /// <param name="requests">All requests.</param>
    /// <param name="disturbance">When it began.</param>
    public static TimeSpan After(IReadOnlyList<Request> requests, TimeSpan disturbance)
    {
        var most = Usual(requests, disturbance) * MostRise;
        return requests
            .Where(r => r.At >= disturbance)
            .GroupBy(r => (int)((r.At - disturbance) / Second), r => r.Latency)
            .Where(g => Percentiles.Of(g, 50) > most)
            .Select(g => Second * (g.Key + 1))
            .DefaultIfEmpty()
            .Max();
    }
}
