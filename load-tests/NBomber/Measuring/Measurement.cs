using HdrHistogram;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.Measuring;

/// <summary>Responses of one kind, summed up as they come. Not safe for several threads.</summary>
internal sealed class Measurement
{
    private const long LargestSize = 1L << 50;

    private readonly Latencies _latencies = new();
    private readonly LongHistogram _sizes = new(1, LargestSize, 3);
    private readonly Dictionary<string, StatusCodeStats> _codes = new(StringComparer.Ordinal);
    private long _bytes;
    private long _smallest;
    private long _largest;

    /// <summary>Responses so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes so far.</summary>
    public long Bytes => _bytes;

    /// <summary>Adds a response.</summary>
    public void Add(IResponse response, TimeSpan latency)
    {
        Count++;
        _latencies.Add(latency);
        if (response.StatusCode.Length > 0)
        {
            _codes[response.StatusCode] = _codes.TryGetValue(response.StatusCode, out var known)
                ? known with { Count = known.Count + 1 }
                : new StatusCodeStats(response.StatusCode, response.IsError, response.Message, 1);
        }

        if (response.SizeBytes is > 0 and var size)
        {
            _smallest = _bytes == 0 ? size : Math.Min(_smallest, size);
            _largest = Math.Max(_largest, size);
            _bytes += size;
            _sizes.RecordValue(Math.Min(size, LargestSize));
        }
    }

    /// <summary>The figures, for a scenario that ran for this time.</summary>
    public MeasurementStats ToStats(TimeSpan duration) => new(
        new RequestStats(Count, duration > TimeSpan.Zero ? Math.Round(Count / duration.TotalSeconds, 2) : 0),
        _latencies.ToStats(),
        _bytes == 0
            ? new DataTransferStats(0, 0, 0, 0, 0, 0, 0, 0, 0)
            : new DataTransferStats(
                _smallest,
                (long)_sizes.GetMean(),
                _largest,
                _sizes.GetValueAtPercentile(50),
                _sizes.GetValueAtPercentile(75),
                _sizes.GetValueAtPercentile(95),
                _sizes.GetValueAtPercentile(99),
                Math.Round(_sizes.GetStdDeviation(), 2),
                _bytes),
        [.. _codes.Values.OrderBy(c => c.StatusCode, StringComparer.Ordinal)]);
}
