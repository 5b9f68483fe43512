using System.Diagnostics;

namespace Fleet.LoadTests.Measures;

/// <summary>Memory and threads of this process, every few seconds.</summary>
internal sealed class ProcessSamples : IDisposable
{
    private readonly List<ProcessSample> _samples = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Timer _timer;

    public ProcessSamples(TimeSpan interval) => _timer = new Timer(_ => Take(), null, interval, interval);

    /// <summary>The samples so far.</summary>
    public IReadOnlyList<ProcessSample> All
    {
        get
        {
            lock (_samples)
            {
                return [.. _samples];
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Take()
    {
        using var process = Process.GetCurrentProcess();
        lock (_samples)
        {
            _samples.Add(new ProcessSample(_clock.Elapsed, process.WorkingSet64, process.Threads.Count));
        }
    }
}

/// <summary>A moment of a process.</summary>
/// <param name="At">When.</param>
/// <param name="ResidentBytes">Its resident memory.</param>
/// <param name="Threads">Its threads.</param>
internal sealed record ProcessSample(TimeSpan At, long ResidentBytes, int Threads);
