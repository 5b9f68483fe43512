using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.LoadTests.Processes;

/// <summary>
/// <c>fleet collect --json</c> in a process of its own. A device has its outcome when its line is there: then its outputs
/// are durable.
/// </summary>
internal sealed partial class RunningSweep : IAsyncDisposable
{
    private const int ErrorsKept = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly DeviceOutcome Missing = new("NotCollected", "the sweep ended without an outcome of the device", 0);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeviceOutcome>> _devices = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Queue<string> _errors = new();
    private readonly Process _process;
    private readonly Task _end;
    private volatile bool _isOver;

    private RunningSweep(Process process)
    {
        _process = process;
        _end = FollowAsync();
    }

    /// <summary>The last line, once it has ended.</summary>
    public CollectSummary? Summary { get; private set; }

    /// <summary>From the start of the process to its end, or until now.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>How many sessions it might hold, from a moment on, as its progress said.</summary>
    public ConcurrentQueue<(TimeSpan From, int Limit)> Limits { get; } = new();

    /// <summary>Starts a sweep.</summary>
    /// <param name="farm">The farm whose inventory is collected.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="parallelism">Sessions at once, or <c>auto</c>.</param>
    /// <param name="config">A configuration file.</param>
    public static RunningSweep Start(RunningFarm farm, string data, string parallelism, string? config = null) =>
        new(FleetProgram.Start(
        [
            "collect",
            "--inventory", farm.InventoryFile,
            "--known-hosts", farm.KnownHostsFile,
            "--host-keys", "strict",
            "--parallelism", parallelism,
            "--data", data,
            .. (config is null ? (string[])[] : ["--config", config]),
            "--json",
        ]));

    /// <summary>What becomes of a device.</summary>
    public Task<DeviceOutcome> OutcomeOf(string device)
    {
        var expected = Expected(device);
        if (_isOver)
        {
            expected.TrySetResult(Missing);
        }

        return expected.Task;
    }

    /// <summary>Waits for the process's end.</summary>
    /// <exception cref="LoadTestException">It ended without a summary: it could not run.</exception>
    public async Task<CollectSummary> EndAsync()
    {
        await _end;
        return Summary ?? throw new LoadTestException($"fleet collect ended with {_process.ExitCode}: {string.Join('\n', _errors)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Signals.EndAsync(_process, Patience);
        await _end;
        _process.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await Task.WhenAll(Task.Run(ReadOutputAsync), Task.Run(ReadErrorsAsync), _process.WaitForExitAsync());
        }
        finally
        {
            _clock.Stop();
            _isOver = true;
            foreach (var device in _devices.Values)
            {
                device.TrySetResult(Missing);
            }
        }
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (CollectSummary.Read(line) is { } summary)
            {
                Summary = summary;
            }
            else if (CollectLine.Read(line) is { Device: { } device } session && session.Outcome() is { } outcome)
            {
                Expected(device).TrySetResult(outcome);
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (Limit().Match(line) is { Success: true } match)
            {
                Limits.Enqueue((_clock.Elapsed, int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
            }

            _errors.Enqueue(line);
            if (_errors.Count > ErrorsKept)
            {
                _errors.Dequeue();
            }
        }
    }

    private TaskCompletionSource<DeviceOutcome> Expected(string device) =>
        _devices.GetOrAdd(device, _ => new TaskCompletionSource<DeviceOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary><c>80 of 160 (auto) in flight</c>.</summary>
    [GeneratedRegex(@"of ([\d,]+)(?: \(auto\))?(?: \+ [\d,]+ stalled)? in flight", RegexOptions.NonBacktracking)]
    private static partial Regex Limit();
}
