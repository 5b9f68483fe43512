using System.Collections.Concurrent;
using System.Diagnostics;
using NBomber.Contracts;
using NBomber.CSharp;
using NBomber.Load;
using NBomber.Measuring;

namespace NBomber.Running;

/// <summary>
/// Puts the load of one scenario on, for the warm-up or for the measurement. The latency of a copy of the open kinds counts
/// from the moment at which it was due: when the machine is late in starting it, whoever waits for it waits too. Leaving
/// that out would be coordinated omission.
/// </summary>
internal sealed class ScenarioRun
{
    /// <summary>How soon closed kinds follow their plan.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly ScenarioProps _scenario;
    private readonly LoadPlan _plan;
    private readonly TestControl _test;
    private readonly ScenarioOperation _operation;
    private readonly Action<Func<Task>> _launch;
    private readonly CancellationToken _stop;
    private readonly Stopwatch _clock = new();
    private readonly ConcurrentDictionary<Iteration, bool> _underWay = new();
    private int _copies;

    /// <param name="scenario">The scenario.</param>
    /// <param name="plan">Its load.</param>
    /// <param name="test">The test that it is part of.</param>
    /// <param name="operation">What for.</param>
    /// <param name="launch">Starts a copy of the open kinds; on the thread pool, if nothing else is said.</param>
    public ScenarioRun(
        ScenarioProps scenario, LoadPlan plan, TestControl test, ScenarioOperation operation, Action<Func<Task>>? launch = null)
    {
        _scenario = scenario;
        _plan = plan;
        _test = test;
        _operation = operation;
        _launch = launch ?? (copy => _ = Task.Run(copy, CancellationToken.None));
        _stop = test.StopOf(scenario.ScenarioName);
        Planned = operation == ScenarioOperation.WarmUp ? scenario.WarmUpDuration ?? TimeSpan.Zero : plan.Duration;
        Recorder = new Recorder(Planned);
    }

    /// <summary>The scenario's name.</summary>
    public string Name => _scenario.ScenarioName;

    /// <summary>How long the load is to be put on.</summary>
    public TimeSpan Planned { get; }

    /// <summary>How long it has been put on.</summary>
    public TimeSpan Elapsed => _clock.Elapsed < Planned ? _clock.Elapsed : Planned;

    /// <summary>What was measured.</summary>
    public Recorder Recorder { get; }

    /// <summary>Iterations that have begun and not ended.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>How long the load was put on in the end.</summary>
    public TimeSpan Lasted { get; private set; }

    /// <summary>When the last iteration that is counted had ended.</summary>
    public TimeSpan Ended => _clock.Elapsed;

    /// <summary>Puts the load on, and waits for the iterations that have begun.</summary>
    /// <param name="grace">How long to wait for them. Those that have not ended then have failed.</param>
    public async Task RunAsync(Func<TimeSpan> grace)
    {
        _clock.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        var copies = Task.Run(() => KeepCopiesAsync(end.Token), CancellationToken.None);
        await Task.Run(InjectAsync, CancellationToken.None);
        await end.CancelAsync();
        await copies;
        Lasted = Elapsed;
        await WaitForIterationsAsync(grace);
        _clock.Stop();
        foreach (var iteration in _underWay.Keys)
        {
            Record(iteration, Response.Fail(StatsNames.TimeoutCode, "still under way when the test ended"));
        }
    }

    /// <summary>Starts the copies of the open kinds, and waits for the end of the load.</summary>
    private async Task InjectAsync()
    {
        foreach (var due in _plan.Arrivals().TakeWhile(due => due <= Planned))
        {
            await WaitUntilAsync(due);
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            var context = NewCopy();
            // Under way from now on, however long it takes until a thread has time for it.
            var iteration = Begin(due);
            _launch(() => IterateAsync(context, iteration));
        }

        await WaitUntilAsync(Planned);
    }

    private async Task WaitUntilAsync(TimeSpan moment)
    {
        // Timers may be early by some milliseconds.
        while (moment > _clock.Elapsed && !_stop.IsCancellationRequested)
        {
            await Sleep(moment - _clock.Elapsed, _stop);
        }
    }

    private async Task KeepCopiesAsync(CancellationToken end)
    {
        var copies = new Stack<CancellationTokenSource>();
        while (_plan.HasClosedParts && !end.IsCancellationRequested)
        {
            var wanted = _plan.CopiesAt(_clock.Elapsed);
            while (copies.Count < wanted)
            {
                var leave = CancellationTokenSource.CreateLinkedTokenSource(end);
                copies.Push(leave);
                _ = Task.Run(() => RepeatAsync(NewCopy(), leave.Token), CancellationToken.None);
            }

            while (copies.Count > wanted)
            {
                await copies.Pop().CancelAsync();
            }

            await Sleep(Tick, end);
        }
    }

    private async Task RepeatAsync(IterationContext context, CancellationToken leave)
    {
        while (!leave.IsCancellationRequested)
        {
            await IterateAsync(context, Begin(_clock.Elapsed));
        }
    }

    private Iteration Begin(TimeSpan due)
    {
        var iteration = new Iteration(due);
        _underWay[iteration] = true;
        return iteration;
    }

    private async Task IterateAsync(IterationContext context, Iteration iteration)
    {
        IResponse response;
        try
        {
            context.BeginIteration();
            response = await _scenario.Run!(context);
        }
        catch (Exception e)
        {
            response = Failures.Of<object>(e);
        }

        Record(iteration, response);
        if (Recorder.Failures >= _scenario.MaxFailCount)
        {
            _test.Stop($"too many failures: {Name} has {_scenario.MaxFailCount}, which is its limit");
        }
    }

    /// <summary>Counts an iteration, unless it was given up before.</summary>
    private void Record(Iteration iteration, IResponse response)
    {
        if (_underWay.TryRemove(iteration, out _))
        {
            Recorder.AddIteration(response, _clock.Elapsed - iteration.Due, _clock.Elapsed);
        }
    }

    private async Task WaitForIterationsAsync(Func<TimeSpan> grace)
    {
        var began = _clock.Elapsed;
        while (!_underWay.IsEmpty && _clock.Elapsed - began < grace())
        {
            await Task.Delay(Tick, CancellationToken.None);
        }
    }

    private IterationContext NewCopy()
    {
        var number = Interlocked.Increment(ref _copies) - 1;
        return new IterationContext(
            new ScenarioInfo($"{Name}_{number}", number, Name, Planned, _operation), _test, Recorder);
    }

    private static async Task Sleep(TimeSpan time, CancellationToken end) =>
        // In whole milliseconds, as timers count.
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds))), end)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>An iteration that is to be counted, once.</summary>
    private sealed class Iteration(TimeSpan due)
    {
        public TimeSpan Due => due;
    }
}
