using Fleet.Sessions.Transport;

namespace Fleet.Sessions.Shell;

/// <summary>
/// Reads and writes a channel without ever waiting longer than told, whatever the channel does with its cancellation.
/// A read that did not end in time goes on, and the next call takes up its bytes.
/// </summary>
internal sealed class ChannelReader(ISshChannel channel, CancellationToken lifetime)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(16 * 1024);
    private Task<int>? _pending;

    /// <summary>The bytes of the last <see cref="ReceiveAsync"/>.</summary>
    public ReadOnlySpan<byte> Received(int count) => _buffer.AsSpan(0, count);

    /// <summary>Whether more has arrived already, so that the next <see cref="ReceiveAsync"/> brings it at once.</summary>
    public bool HasMore
    {
        get
        {
            _pending ??= Read().AsTask();
            return _pending.IsCompletedSuccessfully && _pending.Result > 0;
        }
    }

    /// <summary>Waits for bytes.</summary>
    /// <returns>How many came; 0 when the device closed the channel; -1 when nothing came in time.</returns>
    /// <exception cref="SessionException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The session's lifetime is over.</exception>
    public async ValueTask<int> ReceiveAsync(TimeSpan wait)
    {
        lifetime.ThrowIfCancellationRequested();
        if (_pending is null)
        {
            ValueTask<int> read = Read();
            if (read.IsCompleted)
                return await read;
            _pending = read.AsTask();
        }

        if (!_pending.IsCompleted)
        {
            await ((Task)_pending).WaitAsync(wait, lifetime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lifetime.ThrowIfCancellationRequested();
            if (!_pending.IsCompleted)
                return -1;
        }

        Task<int> ended = _pending;
        _pending = null;
        return await ended;
    }

    /// <summary>Writes all of the bytes.</summary>
    /// <exception cref="SessionException">The connection broke, or <paramref name="deadline"/> passed.</exception>
    /// <exception cref="OperationCanceledException">The session's lifetime is over.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, Deadline deadline)
    {
        try
        {
            ValueTask write = channel.WriteAsync(bytes, lifetime);
            if (write.IsCompleted)
                await write;
            else
                await write.AsTask().WaitAsync(deadline.Left, lifetime);
        }
        catch (TimeoutException)
        {
            throw deadline.Passed("");
        }
        catch (Exception e) when (e is not SessionException and not OperationCanceledException)
        {
            throw Broken(e);
        }
    }

    private async ValueTask<int> Read()
    {
        try
        {
            return await channel.ReadAsync(_buffer, lifetime);
        }
        catch (Exception e) when (e is not SessionException and not OperationCanceledException)
        {
            throw Broken(e);
        }
    }

    private static SessionException Broken(Exception e) =>
        new(FailureClass.ConnectionLost, $"the connection broke: {e.Message}", e);
}
