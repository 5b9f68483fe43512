using System.Buffers;
using System.Threading.Tasks.Sources;

namespace Fleet.Ssh.Channels;

/// <summary>What has come on a channel until someone reads it; one reader at a time.</summary>
/// <remarks>
/// A reader who waits goes on inside of <see cref="Receive"/>, on the thread of the transport's receiver: what it
/// answers at once leaves with the turn's other packets. While there is nothing unread, no buffer is held.
/// </remarks>
/// <param name="windowSize">Most bytes that are unread.</param>
/// <param name="adjust">Widens the peer's window; not called under a lock.</param>
public sealed class ChannelInput(int windowSize, Action<int> adjust) : IValueTaskSource<int>
{
    private readonly Lock _gate = new();
    private readonly ReceiveWindow _window = new(windowSize);
    private ManualResetValueTaskSourceCore<int> _reading;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;
    private Memory<byte> _target;
    private bool _isReading;
    private byte[] _unread = [];
    private int _start;
    private int _end;
    private bool _isComplete;
    private CancellationToken _aborted;

    /// <summary>Data has come.</summary>
    /// <exception cref="SshProtocolException">It is more than the window.</exception>
    public void Receive(ReadOnlySpan<byte> data)
    {
        int read = 0;
        int adjustment = 0;
        lock (_gate)
        {
            _window.Receive(data.Length);
            if (_isComplete)
                return;
            if (_isReading && !data.IsEmpty)
            {
                read = Math.Min(data.Length, _target.Length);
                data[..read].CopyTo(_target.Span);
                data = data[read..];
                adjustment = _window.Consume(read);
                EndReading();
            }

            Keep(data);
        }

        if (adjustment > 0)
            adjust(adjustment);
        if (read > 0)
            _reading.SetResult(read);
    }

    /// <summary>Data has come that nobody wants: it only counts for the window.</summary>
    /// <exception cref="SshProtocolException">It is more than the window.</exception>
    public void Skip(int bytes)
    {
        int adjustment;
        lock (_gate)
        {
            _window.Receive(bytes);
            adjustment = _window.Consume(bytes);
        }

        if (adjustment > 0)
            adjust(adjustment);
    }

    /// <summary>Nothing more will come; what is there can still be read.</summary>
    public void Complete() => End(default);

    /// <summary>Reading is over, and what is there is dropped: every read is cancelled from now on.</summary>
    /// <param name="cause">A token that is cancelled, or about to be.</param>
    public void Abort(CancellationToken cause) => End(cause);

    /// <summary>Reads at least one byte; 0 at the end.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the channel was aborted.</exception>
    /// <exception cref="InvalidOperationException">Another read is going on.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation)
    {
        int read;
        int adjustment;
        lock (_gate)
        {
            if (_isReading)
                throw new InvalidOperationException("The channel is being read already.");
            if (_aborted.CanBeCanceled)
                return Cancelled(_aborted);
            if (cancellation.IsCancellationRequested)
                return ValueTask.FromCanceled<int>(cancellation);
            read = Math.Min(target.Length, _end - _start);
            if (read == 0 && !_isComplete && !target.IsEmpty)
                return Wait(target, cancellation);
            _unread.AsSpan(_start, read).CopyTo(target.Span);
            _start += read;
            if (_start == _end)
                Release();
            adjustment = _window.Consume(read);
        }

        if (adjustment > 0)
            adjust(adjustment);
        return new(read);
    }

    int IValueTaskSource<int>.GetResult(short token) => _reading.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _reading.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _reading.OnCompleted(continuation, state, token, flags);

    private static ValueTask<int> Cancelled(CancellationToken cause) =>
        ValueTask.FromException<int>(new OperationCanceledException(cause));

    private ValueTask<int> Wait(Memory<byte> target, CancellationToken cancellation)
    {
        _reading.Reset();
        _isReading = true;
        _target = target;
        var task = new ValueTask<int>(this, _reading.Version);
        _cancellation = cancellation;
        _registration = cancellation.UnsafeRegister(
            static (input, token) => ((ChannelInput)input!).Cancel(token), this);
        return task;
    }

    private void Cancel(CancellationToken cancellation)
    {
        lock (_gate)
        {
            // One that comes late finds no read, or another one that would be cancelled by the same token.
            if (!_isReading || _cancellation != cancellation)
                return;
            EndReading();
        }

        _reading.SetException(new OperationCanceledException(cancellation));
    }

    private void End(CancellationToken cause)
    {
        lock (_gate)
        {
            _isComplete = true;
            if (cause.CanBeCanceled)
            {
                _aborted = cause;
                Release();
            }

            if (!_isReading)
                return;
            EndReading();
        }

        if (cause.CanBeCanceled)
            _reading.SetException(new OperationCanceledException(cause));
        else
            _reading.SetResult(0);
    }

    private void EndReading()
    {
        _isReading = false;
        _target = default;
        _registration.Unregister();
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return;
        int unread = _end - _start;
        if (_end + data.Length > _unread.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(unread + data.Length);
            _unread.AsSpan(_start, unread).CopyTo(larger);
            if (_unread.Length > 0)
                ArrayPool<byte>.Shared.Return(_unread);
            (_unread, _start, _end) = (larger, 0, unread);
        }

        data.CopyTo(_unread.AsSpan(_end));
        _end += data.Length;
    }

    private void Release()
    {
        if (_unread.Length > 0)
            ArrayPool<byte>.Shared.Return(_unread);
        _unread = [];
        _start = _end = 0;
    }
}
