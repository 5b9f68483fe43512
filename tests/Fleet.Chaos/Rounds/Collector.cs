using Fleet.Chaos.Preload;
using Fleet.Lab;

namespace Fleet.Chaos.Rounds;

/// <summary>One process of <c>fleet collect</c> in a round.</summary>
internal sealed class Collector : IDisposable
{
    private readonly RunningCollection _process;
    private bool _isDisposed;

    /// <param name="process">The process.</param>
    /// <param name="preloaded">What is preloaded into it, if anything.</param>
    public Collector(RunningCollection process, Preloaded? preloaded)
    {
        _process = process;
        Preloaded = preloaded;
    }

    /// <summary>The sessions that it has acknowledged.</summary>
    public IReadOnlyList<SessionLine> Sessions => _process.Sessions;

    /// <summary>The library in it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Preloaded? Preloaded { get; }

    /// <summary>What the process exited with; <see langword="null"/> while it runs.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Its standard error, once it has ended.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Whether it was killed.</summary>
    public bool WasKilled => ExitCode == 128 + 9;

    /// <summary>Whether it collected all that was missing, or found that nothing was.</summary>
    public bool HasCompleted => ExitCode is 0 or 2
        || Error.Contains("is complete; there is nothing to resume", StringComparison.Ordinal);

    /// <summary>Whether it found no run to go on with.</summary>
    public bool FoundNoRun => Error.Contains("there is no run", StringComparison.Ordinal);

    /// <summary>Waits until so many sessions are acknowledged, or until the end of the process.</summary>
    public Task AcknowledgedAsync(int sessions) => _process.AcknowledgedAsync(sessions);

    /// <summary>Sends a signal.</summary>
    public void Signal(string name) => _process.Signal(name);

    /// <summary><c>kill -9</c>.</summary>
    /// <returns>Whether it still ran.</returns>
    public async Task<bool> KillAsync()
    {
        await _process.KillAsync();
        return await EndAsync() == 128 + 9;
    }

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        (var exitCode, Error) = await _process.EndAsync();
        ExitCode = exitCode;
        return exitCode;
    }

    /// <summary>Whether it ends within a time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        try
        {
            await EndAsync().WaitAsync(time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _process.Dispose();
        Preloaded?.Dispose();
    }
}
