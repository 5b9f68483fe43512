namespace Fleet.Collection.Permits.Limits;

/// <summary>
/// Measures how long work waits in the queue of the thread pool, fifty times a second: whatever sessions do when something
/// has come from a device waits there first.
/// </summary>
/// <remarks>
/// The delay says that this process has more to do than it gets processors for, whatever the reason: its own work, other
/// processes, or the quota of a container. It says nothing of how far devices are. Other load on the machine lengthens
/// what each piece of work takes, but not the queue, as long as the pool keeps up.
/// </remarks>
public sealed class ThreadPoolDelay : IQueueDelay, IDisposable
{
    private const int PerSecond = 50;
    private const int Kept = 10 * PerSecond;

    private readonly Lock _lock = new();
    private readonly long[] _delays = new long[Kept];
    private readonly TimeProvider _clock;
    private readonly ManualResetEventSlim _stop = new();
    private int _count;
    private long _sent;
    private long _arrived = -1;   // when the last one sent got its turn; -1 while it waits

    /// <summary>Starts measuring, on a thread of its own.</summary>
    public ThreadPoolDelay(TimeProvider clock)
    {
        _clock = clock;
        Send();
        new Thread(Measure) { IsBackground = true, Name = "thread-pool-delay" }.Start();
    }

    /// <inheritdoc/>
    public TimeSpan Quantile(TimeSpan window, double share)
    {
        Span<long> latest = stackalloc long[Kept];
        lock (_lock)
        {
            var length = Math.Min(_count, Math.Clamp((int)(window.TotalSeconds * PerSecond), 1, Kept));
            latest = latest[..length];
            for (var i = 0; i < length; i++)
            {
                latest[i] = _delays[(_count - 1 - i) % Kept];
            }
        }

        latest.Sort();
        return latest.IsEmpty ? TimeSpan.Zero : new TimeSpan(latest[(int)(share * (latest.Length - 1))]);
    }

    /// <summary>Stops measuring.</summary>
    public void Dispose() => _stop.Set();

    private void Measure()
    {
        while (!_stop.Wait(TimeSpan.FromSeconds(1.0 / PerSecond)))
        {
            var arrived = Interlocked.Read(ref _arrived);

            // What has not had its turn has waited at least until now.
            var delay = _clock.GetElapsedTime(_sent, arrived < 0 ? _clock.GetTimestamp() : arrived);
            lock (_lock)
            {
                _delays[_count++ % Kept] = delay.Ticks;
            }

            if (arrived >= 0)
            {
                Send();
            }
        }
    }

    private void Send()
    {
        _sent = _clock.GetTimestamp();
        Interlocked.Exchange(ref _arrived, -1);
        ThreadPool.UnsafeQueueUserWorkItem(static me => Interlocked.Exchange(ref me._arrived, me._clock.GetTimestamp()), this, preferLocal: false);
    }
}
