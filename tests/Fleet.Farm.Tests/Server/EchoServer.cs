using System.Collections.Concurrent;
using System.Diagnostics;
using Fleet.Farm.Server;

namespace Fleet.Farm.Tests.Server;

/// <summary>A server of echo devices, which must end with nothing open and nothing having failed.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Exception> _failures = [];

    public EchoServer(EchoDevices? devices = null, ServerLimits? limits = null)
    {
        Devices = devices ?? new EchoDevices();
        Server = SshServer.Start(0, Devices, limits ?? new ServerLimits());
        Server.Failed += _failures.Enqueue;
    }

    public EchoDevices Devices { get; }

    public SshServer Server { get; }

    public int Port => Server.Port;

    public int Open => Server.Figures.Open;

    /// <summary>Waits until so many connections are open.</summary>
    public Task IsOpenAsync(int count) => UntilAsync(() => Open == count, () => $"{Open} connections are open, not {count}");

    public static async Task UntilAsync(Func<bool> condition, Func<string> otherwise)
    {
        for (var start = Stopwatch.StartNew(); !condition(); await Task.Delay(5))
            Assert.True(start.Elapsed < TimeSpan.FromSeconds(20), otherwise());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Assert.Empty(_failures);
        Assert.Equal(0, Open);
    }
}
