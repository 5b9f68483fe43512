using System.Net;
using System.Net.Sockets;

namespace Fleet.EndToEnd.Tests.BadInput;

/// <summary>Ports on 127.0.0.1 behind which there is no SSH server, or one that misbehaves before anyone can log in.</summary>
internal sealed class BadServers : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<IDisposable> _sockets = [];

    public BadServers()
    {
        var stopped = Listen(1);
        var refusing = PortOf(stopped);
        stopped.Stop();
        Ports = new Dictionary<string, int>
        {
            ["refusing"] = refusing,
            ["full"] = Full(),
            ["silent"] = Serve((_, end) => Task.Delay(Timeout.Infinite, end)),
            ["closing"] = Serve((_, _) => Task.CompletedTask),
            ["http"] = Serve((stream, end) => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), end).AsTask()),
            ["babbling"] = Serve(BabbleAsync),
            ["old"] = Serve((stream, end) => stream.WriteAsync("SSH-1.5-Ancient\r\n"u8.ToArray(), end).AsTask()),
            ["hanging-up"] = Serve(async (stream, end) =>
            {
                await stream.WriteAsync("SSH-2.0-Bad\r\n"u8.ToArray(), end);
                await stream.ReadExactlyAsync(new byte[64], end);
            }),
            ["stalling"] = Serve(async (stream, end) =>
            {
                await stream.WriteAsync("SSH-2.0-Bad\r\n"u8.ToArray(), end);
                await Task.Delay(Timeout.Infinite, end);
            }),
            ["garbling"] = Serve(async (stream, end) =>
            {
                await stream.WriteAsync("SSH-2.0-Bad\r\n"u8.ToArray(), end);
                await BabbleAsync(stream, end);
            }),
        };
    }

    /// <summary>The ports by what is behind them.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    public void Dispose()
    {
        _end.Cancel();
        _sockets.ForEach(s => s.Dispose());
        _end.Dispose();
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task BabbleAsync(NetworkStream stream, CancellationToken end)
    {
        var babble = new byte[4096];
        Array.Fill(babble, (byte)'x');
        while (true)
        {
            await stream.WriteAsync(babble, end);
        }
    }

    private TcpListener Listen(int backlog)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        _sockets.Add(listener);
        listener.Start(backlog);
        return listener;
    }

    private int Serve(Func<NetworkStream, CancellationToken, Task> behave)
    {
        var listener = Listen(100);
        _ = AcceptAsync();
        return PortOf(listener);

        async Task AcceptAsync()
        {
            while (!_end.IsCancellationRequested)
            {
                _ = TalkAsync(await listener.AcceptTcpClientAsync(_end.Token));
            }
        }

        async Task TalkAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    await behave(client.GetStream(), _end.Token);
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // The other side has had enough.
                }
            }
        }
    }

    /// <summary>Nobody accepts, and the queue is full: the kernel drops what else comes, as a firewall does.</summary>
    private int Full()
    {
        var port = PortOf(Listen(1));
        for (var i = 0; i < 4; i++)
        {
            var client = new TcpClient();
            _sockets.Add(client);
            _ = client.ConnectAsync(IPAddress.Loopback, port, _end.Token).AsTask()
                .ContinueWith(t => t.Exception, TaskScheduler.Default);
        }

        return port;
    }
}
