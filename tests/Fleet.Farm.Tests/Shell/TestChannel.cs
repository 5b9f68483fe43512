using System.Text;
using Fleet.Farm.Server;

namespace Fleet.Farm.Tests.Shell;

/// <summary>A session channel in memory. The test types; it knows when the shell has nothing more to say and waits.</summary>
internal sealed class TestChannel(TerminalSize? terminal) : ISessionChannel
{
    private readonly Lock _lock = new();
    private readonly List<byte> _output = [];
    private readonly Queue<byte> _input = new();
    private TaskCompletionSource _idle = NewSource();
    private TaskCompletionSource? _arrival;
    private bool _ended;

    public TerminalSize? Terminal => terminal;

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>What was sent past the channel.</summary>
    public TestWire Wire { get; } = new();

    IWire ISessionChannel.Wire => Wire;

    /// <summary>How many writes there were.</summary>
    public int Writes { get; private set; }

    /// <summary>The largest write.</summary>
    public int LargestWrite { get; private set; }

    /// <summary>What came as standard error.</summary>
    public StringBuilder Errors { get; } = new();

    /// <summary>Bytes after which the channel breaks.</summary>
    public long BreaksAfter { get; init; } = long.MaxValue;

    /// <summary>Done when the shell waits for input.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
                return _idle.Task;
        }
    }

    /// <summary>Everything that came since the last call.</summary>
    public byte[] TakeOutput()
    {
        lock (_lock)
        {
            byte[] bytes = [.. _output];
            _output.Clear();
            return bytes;
        }
    }

    public void Type(string text)
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            foreach (byte key in Encoding.UTF8.GetBytes(text))
                _input.Enqueue(key);
            if (_idle.Task.IsCompleted)
                _idle = NewSource();
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult();
    }

    public void End()
    {
        TaskCompletionSource? arrival;
        lock (_lock)
        {
            _ended = true;
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult();
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                int count = 0;
                while (count < buffer.Length && _input.TryDequeue(out byte key))
                    buffer.Span[count++] = key;
                if (count > 0 || _ended)
                    return count;
                _arrival = NewSource();
                arrival = _arrival.Task;
                _idle.TrySetResult();
            }

            await arrival.WaitAsync(cancellation);
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Writes++;
            LargestWrite = Math.Max(LargestWrite, bytes.Length);
            _output.AddRange(bytes.Span);
            if (_output.Count > BreaksAfter)
                throw new IOException("The connection broke.");
        }

        return default;
    }

    public ValueTask WriteErrorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Errors.Append(Encoding.UTF8.GetString(bytes.Span));
        return default;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
