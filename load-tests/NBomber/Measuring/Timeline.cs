using NBomber.Contracts;

namespace NBomber.Measuring;

/// <summary>What came in during one interval of a test.</summary>
/// <param name="At">The interval's end, from the scenario's start.</param>
/// <param name="OkPerSecond">Iterations that were well, a second.</param>
/// <param name="FailPerSecond">Iterations that failed, a second.</param>
/// <param name="Percent50">Median latency in milliseconds, of failed iterations too; <see langword="null"/> if none came in.</param>
/// <param name="Percent95">95 % are at most this.</param>
/// <param name="Percent99">99 % are at most this.</param>
internal sealed record TimelinePoint(
    TimeSpan At, double OkPerSecond, double FailPerSecond, double? Percent50, double? Percent95, double? Percent99);

/// <summary>A scenario's iterations in intervals of time. Not safe for several threads.</summary>
/// <param name="interval">Length of an interval.</param>
internal sealed class Timeline(TimeSpan interval)
{
    private const int MostPoints = 300;

    private readonly List<TimelinePoint> _points = [];
    private readonly Latencies _latencies = new();
    private int _ok;
    private int _fail;

    /// <summary>The intervals that are over, in order.</summary>
    public IReadOnlyList<TimelinePoint> Points => _points;

    /// <summary>One for a test that is planned to take this long: whole seconds, and not more than a chart can show.</summary>
    public static Timeline For(TimeSpan planned) =>
        new(TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(planned.TotalSeconds / MostPoints))));

    /// <summary>Adds an iteration that ended at a moment; moments do not go back by more than threads race.</summary>
    public void Add(IResponse response, TimeSpan latency, TimeSpan at)
    {
        CloseUntil(at);
        _latencies.Add(latency);
        if (response.IsError)
        {
            _fail++;
        }
        else
        {
            _ok++;
        }
    }

    /// <summary>Closes the intervals that are over at a moment.</summary>
    public void CloseUntil(TimeSpan moment)
    {
        while (moment >= interval * (_points.Count + 1))
        {
            Close(interval * (_points.Count + 1));
        }
    }

    /// <summary>Closes the last interval at a moment in the middle of it, too, if something came in.</summary>
    public void End(TimeSpan moment)
    {
        CloseUntil(moment);
        if (_latencies.Count > 0)
        {
            Close(moment);
        }
    }

    private void Close(TimeSpan end)
    {
        var seconds = (end - (interval * _points.Count)).TotalSeconds;
        var some = _latencies.Count > 0;
        _points.Add(new TimelinePoint(
            end,
            Math.Round(_ok / seconds, 2),
            Math.Round(_fail / seconds, 2),
            some ? _latencies.Percentile(50) : null,
            some ? _latencies.Percentile(95) : null,
            some ? _latencies.Percentile(99) : null));
        (_ok, _fail) = (0, 0);
        _latencies.Clear();
    }
}
