using System.Collections.Concurrent;
using Fleet.LoadTests.CommandLine;
using Fleet.LoadTests.Processes;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace Fleet.LoadTests.Scenarios;

/// <summary>
/// A sweep as a scenario of the open kind. All devices are due at once, as in a sweep they are: each is a copy, which ends
/// when its outputs are durable. So a latency is how long a device had to wait from the sweep's start until it was collected,
/// and the sweep itself is one process of <c>fleet collect</c>, which the first copy starts.
/// </summary>
internal sealed class Sweeping(Func<RunningSweep> start) : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lazy<RunningSweep> _sweep = new(start);

    /// <summary>Name of the scenario of a sweep that has only one.</summary>
    public const string Devices = "devices";

    /// <summary>The sweep, which this starts if it is not under way.</summary>
    public RunningSweep Sweep => _sweep.Value;

    /// <summary>Sweeps all devices of a farm, as a test of one scenario, and waits for the sweep's end.</summary>
    /// <param name="farm">The farm.</param>
    /// <param name="test">The test: names the reports, too.</param>
    /// <param name="most">When to give up.</param>
    /// <param name="options">Where reports go.</param>
    /// <param name="start">Starts the sweep.</param>
    /// <param name="stop">Somebody wants the process to end.</param>
    public static async Task<SweepResult> RunAsync(
        RunningFarm farm, string test, TimeSpan most, LoadTestOptions options, Func<RunningSweep> start, CancellationToken stop)
    {
        await using var sweeping = new Sweeping(start);
        return await sweeping.RunAsync(test, options, stop, sweeping.ScenarioOf(Devices, farm.Devices, most));
    }

    /// <summary>A scenario of some of the sweep's devices.</summary>
    public ScenarioProps ScenarioOf(string name, IReadOnlyCollection<string> devices, TimeSpan most)
    {
        var due = new ConcurrentQueue<string>(devices);
        var left = devices.Count;
        return Scenario.Create(name, async context =>
        {
            if (!due.TryDequeue(out var device))
            {
                throw new InvalidOperationException("there are more copies than devices");
            }

            var outcome = await Sweep.OutcomeOf(device);
            if (Interlocked.Decrement(ref left) == 0)
            {
                context.StopScenario(name, "every device has its outcome");
            }

            return outcome.Failure is null
                ? Response.Ok(sizeBytes: outcome.Bytes)
                : Response.Fail(statusCode: outcome.Failure, message: outcome.Reason ?? "", sizeBytes: outcome.Bytes);
        })
        .WithoutWarmUp()
        // What follows the one injection only waits: zero copies, and not a pause, whose time would not count in rates.
        .WithLoadSimulations(Simulation.Inject(devices.Count, Second, Second), Simulation.KeepConstant(0, most))
        .WithMaxFailCount(int.MaxValue);
    }

    /// <summary>Runs scenarios of this sweep, and waits for the sweep's end.</summary>
    public async Task<SweepResult> RunAsync(
        string test, LoadTestOptions options, CancellationToken stop, params ScenarioProps[] scenarios)
    {
        var stats = LoadTestRun.Run(test, options, stop, scenarios);
        var summary = await Sweep.EndAsync();
        return new SweepResult(stats, summary, Sweep.Elapsed, [.. Sweep.Limits]);
    }

    public ValueTask DisposeAsync() => _sweep.IsValueCreated ? Sweep.DisposeAsync() : ValueTask.CompletedTask;
}

/// <summary>What came of a sweep.</summary>
/// <param name="Stats">The figures of the test.</param>
/// <param name="Summary">What the sweep said of itself.</param>
/// <param name="Elapsed">From the start of its process to its end.</param>
/// <param name="Limits">How many sessions it might hold, from a moment on.</param>
internal sealed record SweepResult(
    NodeStats Stats, CollectSummary Summary, TimeSpan Elapsed, IReadOnlyList<(TimeSpan From, int Limit)> Limits)
{
    /// <summary>Devices collected a second, by the time that the sweep took from the first session to the end.</summary>
    public double DevicesPerSecond => Summary.Collected / Summary.WallSeconds;

    /// <summary>The figures of one scenario.</summary>
    public ScenarioStats Of(string scenario) => Stats.ScenarioStats.Single(s => s.ScenarioName == scenario);
}
