using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.Measuring;

/// <summary>The measurements of a scenario, from all of its copies.</summary>
/// <param name="planned">How long the scenario is planned to take.</param>
internal sealed class Recorder(TimeSpan planned)
{
    private readonly Lock _lock = new();
    private readonly Timeline _timeline = Timeline.For(planned);
    private readonly Pair _iterations = new();
    private readonly List<(string Name, Pair Pair)> _steps = [];
    private readonly Latencies _recent = new();
    private int _failures;

    /// <summary>Failures of iterations and steps.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Adds an iteration.</summary>
    /// <param name="response">How it ended.</param>
    /// <param name="latency">How long it took, from when it was due; a latency in the response goes first.</param>
    /// <param name="at">When it ended, from the scenario's start.</param>
    public void AddIteration(IResponse response, TimeSpan latency, TimeSpan at)
    {
        latency = Measured(response, latency);
        lock (_lock)
        {
            _iterations.Of(response).Add(response, latency);
            _timeline.Add(response, latency, at);
            _recent.Add(latency);
            CountFailure(response);
        }
    }

    /// <summary>Adds a step.</summary>
    public void AddStep(string name, IResponse response, TimeSpan latency)
    {
        latency = Measured(response, latency);
        lock (_lock)
        {
            var index = _steps.FindIndex(s => s.Name == name);
            if (index < 0)
            {
                index = _steps.Count;
                _steps.Add((name, new Pair()));
            }

            _steps[index].Pair.Of(response).Add(response, latency);
            CountFailure(response);
        }
    }

    /// <summary>Iterations so far, and the 95th percentile in milliseconds of those since this was last asked for.</summary>
    public (int Ok, int Fail, double Percent95) TakeProgress()
    {
        lock (_lock)
        {
            var percent95 = _recent.Percentile(95);
            _recent.Clear();
            return (_iterations.Ok.Count, _iterations.Fail.Count, percent95);
        }
    }

    /// <summary>The figures of a scenario that ran for this time.</summary>
    public ScenarioStats ToStats(string scenario, OperationType operation, TimeSpan duration)
    {
        lock (_lock)
        {
            var all = _steps.Select(s => s.Pair).Prepend(_iterations).ToList();
            var (ok, fail) = (all.Sum(p => p.Ok.Count), all.Sum(p => p.Fail.Count));
            return new ScenarioStats(
                scenario,
                _iterations.Ok.ToStats(duration),
                _iterations.Fail.ToStats(duration),
                [.. _steps.Select(s => new StepStats(s.Name, s.Pair.Ok.ToStats(duration), s.Pair.Fail.ToStats(duration)))],
                operation,
                ok + fail,
                ok,
                fail,
                _iterations.Ok.Bytes + _iterations.Fail.Bytes,
                duration);
        }
    }

    /// <summary>The intervals until a moment.</summary>
    public IReadOnlyList<TimelinePoint> TimelineUntil(TimeSpan moment)
    {
        lock (_lock)
        {
            _timeline.End(moment);
            return [.. _timeline.Points];
        }
    }

    private static TimeSpan Measured(IResponse response, TimeSpan latency) =>
        response.LatencyMs > 0 ? TimeSpan.FromMilliseconds(response.LatencyMs)
        : latency > TimeSpan.Zero ? latency
        : TimeSpan.Zero;

    private void CountFailure(IResponse response)
    {
        if (response.IsError)
        {
            _failures++;
        }
    }

    private sealed class Pair
    {
        public Measurement Ok { get; } = new();

        public Measurement Fail { get; } = new();

        public Measurement Of(IResponse response) => response.IsError ? Fail : Ok;
    }
}
