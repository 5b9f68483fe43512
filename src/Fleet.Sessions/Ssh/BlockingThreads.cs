using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// Threads for calls that block. SSH.NET connects, opens channels and disconnects on the caller's thread; on the
/// thread pool some dozens of slow devices would starve everything else in the process.
/// </summary>
/// <remarks>
/// A thread is started when none is idle, and ends after some idle time; calls beyond <paramref name="limit"/> wait
/// their turn. A call that is cancelled is interrupted, which ends any managed wait.
/// </remarks>
internal sealed class BlockingThreads(int limit)
{
    /// <summary>
    /// For the whole process: more than the sessions that one process can sensibly hold, as SSH.NET has a thread of
    /// its own for each of them anyway. Waiting threads cost some tens of kilobytes each.
    /// </summary>
    public static readonly BlockingThreads Shared = new(limit: 1024);

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a cancelled call may take to end before its caller stops waiting for it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Queue<Call> _calls = new();
    private int _idle;
    private int _threads;

    public Task RunAsync(Action action, CancellationToken cancellation) =>
        RunAsync(
            () =>
            {
                action();
                return true;
            },
            cancellation);

    /// <summary>Runs a call that tidies up: waits for it within a limit, and does not care how it ends.</summary>
    public async Task TryRunAsync(Action action, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            await RunAsync(action, deadline.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SshException or SocketException
            or ObjectDisposedException)
        {
            // Nothing is left to be said to a device that does not listen.
        }
    }

    /// <summary>Runs a call on a thread of its own and completes off that thread.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled. The call has ended, unless even an interrupt could not end it within a grace time; if it then yields
    /// something to be disposed, that is disposed.
    /// </exception>
    public async Task<T> RunAsync<T>(Func<T> function, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new Call<T>(function, cancellation);
        Enqueue(call);
        await using var registration = cancellation.UnsafeRegister(static c => ((Call)c!).Interrupt(), call);
        return await call.Completion.Task;
    }

    private void Enqueue(Call call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            if (_idle >= _calls.Count || _threads >= limit)
            {
                Monitor.Pulse(_gate);
                return;
            }
            _threads++;
        }
        new Thread(Work) { IsBackground = true, Name = "blocking call" }.Start();
    }

    private void Work()
    {
        using var sending = PacketListener.Sending();
        while (Take() is { } call)
            call.Run();
    }

    private Call? Take()
    {
        lock (_gate)
        {
            while (_calls.Count == 0)
            {
                _idle++;
                var isPulsed = Monitor.Wait(_gate, IdleTime);
                _idle--;
                if (isPulsed || _calls.Count > 0)
                    continue;
                _threads--;
                return null;
            }
            return _calls.Dequeue();
        }
    }

    private abstract class Call
    {
        public abstract void Run();

        public abstract void Interrupt();
    }

    private sealed class Call<T>(Func<T> function, CancellationToken cancellation) : Call
    {
        private const int Waiting = 0;
        private const int Running = 1;
        private const int Interrupting = 2;
        private const int Interrupted = 3;
        private const int Done = 4;

        private Thread? _thread;
        private int _state = Waiting;

        public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run()
        {
            _thread = Thread.CurrentThread;
            if (Interlocked.CompareExchange(ref _state, Running, Waiting) != Waiting)
                return;
            try
            {
                var result = function();
                if (!Completion.TrySetResult(result))
                    (result as IDisposable)?.Dispose();
            }
            catch (ThreadInterruptedException)
            {
                Completion.TrySetCanceled(cancellation);
            }
            catch (Exception e)
            {
                Completion.TrySetException(e);
            }
            if (Interlocked.CompareExchange(ref _state, Done, Running) != Running)
                SwallowInterrupt();
        }

        public override void Interrupt()
        {
            if (Interlocked.CompareExchange(ref _state, Done, Waiting) == Waiting)
            {
                Completion.TrySetCanceled(cancellation);
                return;
            }
            if (Interlocked.CompareExchange(ref _state, Interrupting, Running) != Running)
                return;
            _thread!.Interrupt();
            Volatile.Write(ref _state, Interrupted);
            _ = AbandonAsync();
        }

        // The interrupt may have ended the call, or may come after the call's last wait: then the next wait takes it.
        private void SwallowInterrupt()
        {
            bool isComplete;
            do
            {
                isComplete = Volatile.Read(ref _state) == Interrupted;
                try
                {
                    Thread.Sleep(1);
                }
                catch (ThreadInterruptedException)
                {
                    return;
                }
            }
            while (!isComplete);
        }

        private async Task AbandonAsync()
        {
            await Task.Delay(Grace, CancellationToken.None);
            Completion.TrySetCanceled(cancellation);
        }
    }
}
