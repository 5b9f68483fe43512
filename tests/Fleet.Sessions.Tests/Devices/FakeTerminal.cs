using System.Text;
using System.Threading.Channels;
using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Tests.Devices;

/// <summary>Both ends of a channel in memory: the client's as <see cref="ISshChannel"/>, the device's to write scripts with.</summary>
internal sealed class FakeTerminal : ISshChannel
{
    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte> _toDevice = Channel.CreateUnbounded<byte>();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;

    /// <summary>Sizes of the pieces that the client reads, in turn; empty: as sent.</summary>
    public Func<int>? PieceSize { get; set; }

    /// <summary>Whether the terminal's driver echoes what is typed, when it is typed, whoever reads it and whenever.</summary>
    public volatile bool DriverEchoes;

    /// <summary>Everything that the client wrote.</summary>
    public StringBuilder Typed { get; } = new();

    /// <summary>Ends when the client has closed the channel.</summary>
    public Task Gone => _gone.Task;

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public void Send(byte[] bytes)
    {
        if (bytes.Length > 0)
            _toClient.Writer.TryWrite(bytes);
    }

    public void Close() => _toClient.Writer.TryComplete();

    public void Break(Exception e) => _toClient.Writer.TryComplete(e);

    /// <summary>Drops what was typed and not read yet.</summary>
    public void Flush()
    {
        while (_toDevice.Reader.TryRead(out _))
            continue;
    }

    /// <summary>What was typed and not read yet; it stays to be read.</summary>
    public string Waiting()
    {
        var bytes = new List<byte>();
        while (_toDevice.Reader.TryRead(out byte key))
            bytes.Add(key);
        foreach (byte key in bytes)
            _toDevice.Writer.TryWrite(key);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>One byte that the client has typed already; -1 when there is none.</summary>
    public int TryReadKey() => _toDevice.Reader.TryRead(out byte key) ? key : -1;

    /// <summary>One byte that the client typed; -1 when it is gone.</summary>
    public async Task<int> ReadKeyAsync() =>
        await _toDevice.Reader.WaitToReadAsync() && _toDevice.Reader.TryRead(out byte key) ? key : -1;

    /// <summary>A line that the client typed, echoed in the way of <paramref name="echo"/>.</summary>
    public async Task<string?> ReadLineAsync(Func<string, string>? echo = null)
    {
        var line = new List<byte>();
        while (true)
        {
            int key = await ReadKeyAsync();
            if (key < 0)
                return null;
            if (key == '\n')
                break;
            line.Add((byte)key);
        }

        string text = Encoding.UTF8.GetString([.. line]);
        if (echo is not null)
            Send(echo(text));
        return text;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_rest.IsEmpty)
        {
            if (!await _toClient.Reader.WaitToReadAsync(cancellation))
                return 0;
            _toClient.Reader.TryRead(out byte[]? next);
            _rest = next;
        }

        int count = Math.Min(Math.Min(buffer.Length, _rest.Length), PieceSize?.Invoke() ?? int.MaxValue);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Typed.Append(Encoding.UTF8.GetString(bytes.Span));
        if (DriverEchoes)
            Send(Encoding.UTF8.GetString(bytes.Span).Replace("\n", "\r\n"));
        foreach (byte b in bytes.Span)
            _toDevice.Writer.TryWrite(b);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _gone.TrySetResult();
        _toDevice.Writer.TryComplete();
        _toClient.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
