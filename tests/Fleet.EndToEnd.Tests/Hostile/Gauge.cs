using System.Diagnostics;

namespace Fleet.EndToEnd.Tests.Hostile;

/// <summary>Measures what this process costs from now on: how much its memory grows, and what it computes.</summary>
internal sealed class Gauge : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Timer _timer;
    private readonly long _memory;
    private readonly TimeSpan _computing;
    private long _most;

    public Gauge()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _memory = Environment.WorkingSet;
        _computing = Environment.CpuUsage.TotalTime;
        _timer = new Timer(_ => _most = Math.Max(_most, Environment.WorkingSet), null, Interval, Interval);
    }

    public Cost Read() => new(Math.Max(0, _most - _memory), Environment.CpuUsage.TotalTime - _computing);

    public void Dispose() => _timer.Dispose();
}

/// <summary>What something has cost.</summary>
/// <param name="Memory">By how many bytes the process grew at most, as the operating system sees it.</param>
/// <param name="Computing">User and kernel time.</param>
internal sealed record Cost(long Memory, TimeSpan Computing)
{
    public override string ToString() => $"{Memory / 1e6:0.0} MB, {Computing.TotalSeconds:0.00} s of a core";
}
