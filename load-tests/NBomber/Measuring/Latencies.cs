using HdrHistogram;
using NBomber.Contracts.Stats;

namespace NBomber.Measuring;

/// <summary>
/// Latencies from a microsecond to a day, to three digits, in a histogram of high dynamic range (Gil Tene's HdrHistogram).
/// Not safe for several threads.
/// </summary>
internal sealed class Latencies
{
    private const long Longest = 24L * 3600 * 1_000_000;

    private readonly LongHistogram _microseconds = new(1, Longest, 3);
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _longest;

    /// <summary>How many there are.</summary>
    public long Count => _microseconds.TotalCount;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan latency)
    {
        _microseconds.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, Longest));
        _shortest = latency < _shortest ? latency : _shortest;
        _longest = latency > _longest ? latency : _longest;
    }

    /// <summary>So many percent are at most this many milliseconds; 0 if there is none.</summary>
    public double Percentile(double percent) =>
        Count == 0 ? 0 : Math.Round(_microseconds.GetValueAtPercentile(percent) / 1000.0, 2);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _microseconds.Reset();
        (_shortest, _longest) = (TimeSpan.MaxValue, TimeSpan.Zero);
    }

    /// <summary>The figures.</summary>
    public LatencyStats ToStats() => Count == 0
        ? new LatencyStats(0, 0, 0, 0, 0, 0, 0, 0)
        : new LatencyStats(
            Math.Round(_shortest.TotalMilliseconds, 2),
            Math.Round(_microseconds.GetMean() / 1000, 2),
            Math.Round(_longest.TotalMilliseconds, 2),
            Percentile(50),
            Percentile(75),
            Percentile(95),
            Percentile(99),
            Math.Round(_microseconds.GetStdDeviation() / 1000, 2));
}
