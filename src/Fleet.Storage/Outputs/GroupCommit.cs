using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Fleet.Storage.Outputs;

/// <summary>
/// The store's one writer, on a thread of its own. While one transaction is synced to disk, the next requests gather;
/// they then go into one transaction, so that the cost of a sync is shared by as many sessions as there are.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MaxRequests = 64;
    private const long MaxStoredBytes = 16 << 20;

    private readonly OutputTable _table;
    private readonly Func<Exception, StoreUnavailableException> _describe;
    private readonly Task _writer;
    private readonly Channel<Request> _queue = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(4 * MaxRequests) { SingleReader = true });

    /// <param name="table">Where to write to.</param>
    /// <param name="describe">Turns an error into what the committers get.</param>
    public GroupCommit(OutputTable table, Func<Exception, StoreUnavailableException> describe)
    {
        _table = table;
        _describe = describe;
        _writer = Task.Factory.StartNew(
            Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task CommitAsync(IReadOnlyList<SpooledOutput> outputs, CancellationToken cancellation)
    {
        var request = new Request(outputs);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(OutputStore));
        }

        await using (cancellation.UnsafeRegister(static (r, token) => ((Request)r!).Cancel(token), request))
        {
            await request.Completion;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private void Write()
    {
        var batch = new List<Request>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            var bytes = 0L;
            while (batch.Count < MaxRequests && bytes < MaxStoredBytes && _queue.Reader.TryRead(out var request))
            {
                if (request.TryBegin())
                {
                    batch.Add(request);
                    bytes += request.Outputs.Sum(o => o.StoredBytes);
                }
            }

            WriteTogether(batch);
        }
    }

    private void WriteTogether(List<Request> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var error = TryStore(batch);
        if (error is null || batch.Count == 1 || IsForAll(error))
        {
            batch.ForEach(request => request.End(error));
            return;
        }

        // One of them may be what fails: the others shall not suffer for it.
        foreach (var request in batch)
        {
            request.End(TryStore([request]));
        }
    }

    /// <summary>Whether an error has nothing to do with what is written, and repeating it would only take time.</summary>
    private static bool IsForAll(StoreUnavailableException error) =>
        error.InnerException is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY };

    private StoreUnavailableException? TryStore(List<Request> batch)
    {
        try
        {
            _table.Store(batch.SelectMany(request => request.Outputs), DateTimeOffset.UtcNow);
            return null;
        }
        catch (Exception e)
        {
            return _describe(e);
        }
    }

    /// <summary>What one caller wants to have stored.</summary>
    private sealed class Request(IReadOnlyList<SpooledOutput> outputs)
    {
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _claimed;

        public IReadOnlyList<SpooledOutput> Outputs => outputs;

        public Task Completion => _completion.Task;

        /// <summary>Either the writer begins or the caller gives up, whichever is first.</summary>
        public bool TryBegin() => Interlocked.Exchange(ref _claimed, 1) == 0;

        public void Cancel(CancellationToken cancellation)
        {
            if (TryBegin())
            {
                _completion.SetCanceled(cancellation);
            }
        }

        public void End(StoreUnavailableException? error)
        {
            if (error is null)
            {
                _completion.SetResult();
            }
            else
            {
                _completion.SetException(error);
            }
        }
    }
}
