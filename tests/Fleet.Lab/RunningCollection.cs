using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fleet.Lab;

/// <summary>A <c>fleet collect --json</c> under way, followed line by line as another program would.</summary>
internal sealed class RunningCollection : IDisposable
{
    private readonly FleetProcess _fleet;
    private readonly Task _reading;
    private readonly Lock _lock = new();
    private readonly List<SessionLine> _sessions = [];
    private readonly List<(int Sessions, TaskCompletionSource Reached)> _waiting = [];

    private RunningCollection(FleetProcess fleet)
    {
        _fleet = fleet;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>The sessions that are acknowledged by now.</summary>
    public IReadOnlyList<SessionLine> Sessions
    {
        get
        {
            lock (_lock)
                return [.. _sessions];
        }
    }

    /// <summary>The process.</summary>
    public int Id => _fleet.Id;

    /// <summary>The last line, once it has come.</summary>
    public JsonNode? Summary { get; private set; }

    public static RunningCollection Start(UserFolder work, params string[] arguments) => new(work.Start(arguments));

    /// <summary>Starts it with further environment variables.</summary>
    public static RunningCollection Start(
        UserFolder work, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        new(work.Start(environment, arguments));

    /// <summary>Waits until so many sessions are acknowledged, or until the process has ended.</summary>
    public Task AcknowledgedAsync(int sessions)
    {
        lock (_lock)
        {
            if (_sessions.Count >= sessions || _reading.IsCompleted)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sessions, reached));
            return Task.WhenAny(reached.Task, _reading);
        }
    }

    public void Signal(string name) => _fleet.Signal(name);

    /// <summary>Kills the process and reads what it had written.</summary>
    /// <returns>Whether it still ran.</returns>
    public async Task<bool> KillAsync()
    {
        _fleet.Kill();
        await _reading;
        return (await _fleet.WaitAsync()).ExitCode == 128 + 9;
    }

    /// <summary>Waits for the end of the process.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        await _reading.WaitAsync(TimeSpan.FromMinutes(5));
        return await _fleet.WaitAsync();
    }

    public void Dispose() => _fleet.Dispose();

    private async Task ReadAsync()
    {
        using var reader = new StreamReader(_fleet.Output, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } line)
        {
            try
            {
                Take(line);
            }
            catch (JsonException) when (reader.Peek() < 0)
            {
                // Killed in the middle of a line: what it was to say is not said.
            }
        }
    }

    private void Take(string line)
    {
        if (SessionLine.Parse(line) is not { } session)
        {
            Summary = JsonNode.Parse(line);
            return;
        }

        lock (_lock)
        {
            _sessions.Add(session with { ReadAt = DateTimeOffset.UtcNow });
            foreach (var (_, reached) in _waiting.Where(w => _sessions.Count >= w.Sessions))
                reached.TrySetResult();
        }
    }
}
