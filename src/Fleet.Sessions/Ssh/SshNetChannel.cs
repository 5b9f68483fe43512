using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Fleet.Sessions.Transport;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Ssh;

/// <summary>A shell or a command. What comes from the device waits in a bounded buffer until it is read.</summary>
internal sealed class SshNetChannel(string peer, Allowance allowance, DirectWrites direct) : ISshChannel
{
    /// <summary>Bytes that may wait to be read before the device is held back, and until which it is.</summary>
    private const int FullAt = 1 << 20;
    private const int EmptyEnoughAt = FullAt / 2;

    // Readers go on on the thread pool: on SSH.NET's thread, one that disposes the connection would wait for itself.
    private readonly Pipe _received = new(new PipeOptions(
        pauseWriterThreshold: FullAt,
        resumeWriterThreshold: EmptyEnoughAt,
        readerScheduler: PipeScheduler.ThreadPool,
        useSynchronizationContext: false));
    private readonly byte[] _scratch = new byte[4096];
    private Func<Stream>? _input;
    private Stream[] _copies = [];
    private IDisposable? _owner;
    private volatile SessionException? _failure;
    private long _window;
    private bool _isEnded;
    private volatile bool _isDiscarded;

    /// <summary>Takes over what SSH.NET has opened, once it has.</summary>
    /// <param name="input">Gives where to write to; throws if it has ended.</param>
    /// <param name="copies">Where SSH.NET collects copies of what has come, which nobody wants.</param>
    /// <param name="owner">To be disposed at the end.</param>
    public void Attach(Func<Stream> input, Stream[] copies, IDisposable owner)
    {
        (_input, _owner) = (input, owner);
        Volatile.Write(ref _copies, copies);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var result = await _received.Reader.ReadAsync(cancellation);
        if (_isDiscarded)
            return 0;
        var available = result.Buffer;
        if (available.Length > buffer.Length)
            available = available.Slice(0, buffer.Length);
        var read = (int)available.Length;
        available.CopyTo(buffer.Span);
        // From here on the memory is the pipe's again.
        _received.Reader.AdvanceTo(available.End);
        return read == 0 && _failure is { } failure ? throw failure : read;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (!direct.TryWrite(Interlocked.Read(ref _window), bytes, Write))
                await BlockingThreads.Shared.RunAsync(() => Write(bytes), cancellation);
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or IOException or SocketException)
        {
            throw _failure ?? Failures.Lost(peer, e is InvalidOperationException ? null : e);
        }
    }

    private void Write(ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _window, -bytes.Length);
        allowance.TakeAnswer();
        var input = _input!();
        input.Write(bytes.Span);
        input.Flush();
    }

    /// <summary>
    /// Stops taking anything in. A command that still runs is ended; a shell ends with its connection, which is what
    /// is disposed next as a rule.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Discard();
        if (_owner is SshCommand)
            await BlockingThreads.Shared.TryRunAsync(Release, SshNetConnection.CloseTime);
    }

    /// <summary>Drops what has come and will come. Frees SSH.NET's thread if it waits for room.</summary>
    public void Discard()
    {
        if (_isDiscarded)
            return;
        _isDiscarded = true;
        _received.Reader.CancelPendingRead();
        _received.Reader.Complete();
    }

    /// <summary>Gives back what SSH.NET holds; blocks if the connection is alive, for its answer.</summary>
    public void Release() => _owner?.Dispose();

    /// <summary>Called on SSH.NET's thread: the device is ready to take so many bytes more.</summary>
    public void OnWindow(uint bytes)
    {
        // More than a window may be (RFC 4254 section 5.2): from here on nobody knows how wide SSH.NET takes it to be.
        if (Interlocked.Add(ref _window, bytes) > uint.MaxValue)
            Interlocked.Exchange(ref _window, long.MinValue / 2);
    }

    /// <summary>Called on SSH.NET's thread; blocks while the buffer is full.</summary>
    public void OnData(ReadOnlySpan<byte> bytes)
    {
        DropCopies();
        if (_isDiscarded || _isEnded)
            return;
        _received.Writer.Write(bytes);
        var flush = _received.Writer.FlushAsync(CancellationToken.None);
        if (!flush.IsCompleted)
            flush.AsTask().Wait();
    }

    /// <summary>Called on SSH.NET's thread: nothing more will come. What has come can still be read.</summary>
    public void OnEnd(SessionException? failure)
    {
        if (_isEnded)
            return;
        _isEnded = true;
        _failure = failure;
        _received.Writer.Complete();
    }

    // SSH.NET keeps all that its own streams are not asked for. Ours is called first, so one packet stays.
    private void DropCopies()
    {
        foreach (var copy in Volatile.Read(ref _copies))
            while (copy.Length > 0 && copy.Read(_scratch) > 0)
                continue;
    }
}
