using System.Buffers;

namespace Fleet.Ssh.Transport;

/// <summary>What waits to be sent. Whoever adds to it, one flusher at a time takes all that is there and sends it.</summary>
/// <param name="outlet">Takes the bytes away.</param>
/// <param name="failed">Called if it cannot.</param>
internal sealed class OutputQueue(IOutlet outlet, Action<Exception> failed) : IThreadPoolWorkItem
{
    private PooledBytes _waiting = new();
    private PooledBytes _leaving = new();
    private bool _isCorked;
    private bool _isSending;
    private bool _hasFailed;
    private TaskCompletionSource? _progress;

    /// <summary>Guards the queue and, with it, the order of packets.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Adds to the queue; to be used under the gate, and followed by <see cref="Flush"/> outside of it.</summary>
    public IBufferWriter<byte> Writer => _waiting;

    /// <summary>Bytes that are held back, and will come to the queue later.</summary>
    public int Held { get; set; }

    /// <summary>Bytes that are about to be sent.</summary>
    public int Leaving => _waiting.Length + _leaving.Length;

    /// <summary>Bytes that have not been sent, those included that are held back.</summary>
    public int Length => Leaving + Held;

    /// <summary>A turn of the receiver begins: what it adds leaves together at its end.</summary>
    public void Cork()
    {
        lock (Gate)
            _isCorked = true;
    }

    /// <summary>The turn is over.</summary>
    public void Uncork()
    {
        lock (Gate)
        {
            _isCorked = false;
            if (!TryBegin())
                return;
        }

        // One batch on this thread, which has to receive again; if more has been added by then, a thread of the pool
        // goes on.
        _ = SendAsync(isTurn: true);
    }

    /// <summary>Has sent what is there, unless a turn is going on, whose end will do it.</summary>
    public void Flush()
    {
        lock (Gate)
        {
            if (_isCorked || !TryBegin())
                return;
        }

        // Not on this thread: while another sends, this one can add more, which then leaves together.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Waits until no more than this many bytes are left, or nothing can be sent any more.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="withHeld">
    /// Whether those count that are held back. They leave after a key exchange, for which the receiver cannot wait.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask WaitAsync(int bytes, bool withHeld, CancellationToken cancellation)
    {
        while (true)
        {
            Task progress;
            lock (Gate)
            {
                if ((withHeld ? Length : Leaving) <= bytes || _hasFailed)
                    return;
                progress = (_progress ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await progress.WaitAsync(cancellation);
        }
    }

    /// <summary>Drops what waits and sends no more.</summary>
    public void Close()
    {
        lock (Gate)
        {
            _hasFailed = true;
            _waiting.Release();
            if (!_isSending)
                _leaving.Release();
            Progress();
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = SendAsync(isTurn: false);

    private bool TryBegin() => !_isSending && !_hasFailed && _waiting.Length > 0 && (_isSending = true);

    private async Task SendAsync(bool isTurn)
    {
        try
        {
            bool isMore;
            do
            {
                lock (Gate)
                    (_waiting, _leaving) = (_leaving, _waiting);
                await outlet.SendAsync(_leaving.Written);
                isMore = HasMore();
            }
            while (isMore && !isTurn);
            if (isMore)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        catch (Exception e)
        {
            lock (Gate)
            {
                _isSending = false;
                _leaving.Release();
            }

            Close();
            failed(e);
        }
    }

    // Lets go of what has been sent.
    private bool HasMore()
    {
        lock (Gate)
        {
            _leaving.Release();
            Progress();
            return _isSending = _waiting.Length > 0;
        }
    }

    private void Progress()
    {
        _progress?.SetResult();
        _progress = null;
    }
}
