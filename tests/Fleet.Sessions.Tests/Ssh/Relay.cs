using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Sessions.Tests.Ssh;

/// <summary>
/// Stands between a client and a real server, and after some bytes from the server falls silent or hangs up. Without a
/// server it is one that never says anything.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly int _serverPort;
    private readonly int _bytes;
    private readonly bool _hangUp;
    private readonly byte[] _greeting;

    private Relay(int serverPort, int bytes, bool hangUp, byte[] greeting)
    {
        (_serverPort, _bytes, _hangUp, _greeting) = (serverPort, bytes, hangUp, greeting);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes the server had sent when it paused, each time.</summary>
    public ConcurrentQueue<int> Ends { get; } = new();

    /// <summary>A server that says something and then nothing more, or hangs up.</summary>
    public static Relay Saying(byte[] greeting, bool hangUp) => new(0, 0, hangUp, greeting);

    /// <summary>A relay to a server that falls silent after some bytes of the server.</summary>
    public static Relay SilentAfter(int bytes, int serverPort) => new(serverPort, bytes, false, []);

    /// <summary>A relay to a server that closes the connection after some bytes of the server.</summary>
    public static Relay ClosedAfter(int bytes, int serverPort) => new(serverPort, bytes, true, []);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // Whatever a listener throws that has been stopped: it depends on the moment.
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            await client.GetStream().WriteAsync(_greeting, _end.Token);
            if (_serverPort == 0)
            {
                if (!_hangUp)
                    await client.GetStream().CopyToAsync(Stream.Null, _end.Token);
                return;
            }
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            _ = client.GetStream().CopyToAsync(server.GetStream(), _end.Token)
                .ContinueWith(t => t.Exception, TaskScheduler.Default);
            await RelayAsync(server.GetStream(), client.GetStream());
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or one of the two has gone.
        }
    }

    private async Task RelayAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[4096];
        var seen = 0;
        while (await server.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            var allowed = Math.Clamp(_bytes - seen, 0, read);
            seen += read;
            Ends.Enqueue(seen);
            await client.WriteAsync(buffer.AsMemory(0, allowed), _end.Token);
            if (_hangUp && seen >= _bytes)
                return;
        }
        if (!_hangUp)
            await Task.Delay(Timeout.Infinite, _end.Token);
    }
}
