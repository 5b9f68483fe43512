using System.Runtime.InteropServices;
using NBomber.Contracts.Stats;

namespace NBomber.Running;

/// <summary>What the scenarios of a test share: who they are, and how they are stopped.</summary>
internal sealed class TestControl : IDisposable
{
    private readonly Dictionary<string, CancellationTokenSource> _scenarios;
    private readonly List<string> _reasons = [];

    public TestControl(TestInfo info, IEnumerable<string> scenarios)
    {
        Info = info;
        _scenarios = scenarios.ToDictionary(s => s, _ => new CancellationTokenSource(), StringComparer.Ordinal);
    }

    /// <summary>The test.</summary>
    public TestInfo Info { get; }

    /// <summary>What the test is doing.</summary>
    public OperationType Operation { get; set; }

    /// <summary>Whether somebody wants the process to end.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Why the test or a scenario was stopped before its time, once for each time.</summary>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            lock (_reasons)
            {
                return [.. _reasons];
            }
        }
    }

    /// <summary>The machine.</summary>
    public NodeInfo Node => new(
        Environment.MachineName,
        Operation,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        typeof(TestControl).Assembly.GetName().Version?.ToString(3) ?? "");

    /// <summary>Cancelled when a scenario is to start no more iterations.</summary>
    public CancellationToken StopOf(string scenario) => _scenarios[scenario].Token;

    /// <summary>Stops one scenario.</summary>
    public void StopScenario(string scenario, string reason)
    {
        if (!_scenarios.TryGetValue(scenario, out var source))
        {
            throw new ArgumentException($"there is no scenario '{scenario}'; there are {string.Join(", ", _scenarios.Keys)}");
        }

        Stop([source], $"{scenario}: {reason}");
    }

    /// <summary>Stops all scenarios.</summary>
    public void Stop(string reason) => Stop(_scenarios.Values, reason);

    /// <summary>Stops all scenarios because somebody wants the process to end.</summary>
    public void Interrupt(string signal)
    {
        IsInterrupted = true;
        Stop($"interrupted by {signal}");
    }

    public void Dispose()
    {
        foreach (var source in _scenarios.Values)
        {
            source.Dispose();
        }
    }

    private void Stop(IEnumerable<CancellationTokenSource> sources, string reason)
    {
        var running = sources.Where(s => !s.IsCancellationRequested).ToList();
        if (running.Count == 0)
        {
            return;
        }

        lock (_reasons)
        {
            if (!_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }
        }

        // Whoever waits goes on by itself, and not on the thread of whoever stops it.
        running.ForEach(s => _ = s.CancelAsync());
    }
}
