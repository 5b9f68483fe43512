using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Farm.Server;

/// <summary>Listens on one port for all addresses of the loopback network, and serves each connection.</summary>
public sealed class SshServer : IAsyncDisposable
{
    // The kernel cuts it to net.core.somaxconn.
    private const int Backlog = 65_535;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly Socket _listener;
    private readonly IServedDevices _devices;
    private readonly ServerLimits _limits;
    private readonly ServerCounters _counters = new();
    private readonly ConcurrentDictionary<ServerConnection, Task> _connections = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private SshServer(Socket listener, IServedDevices devices, ServerLimits limits)
    {
        _listener = listener;
        _devices = devices;
        _limits = limits;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _accepting = Task.Run(AcceptAllAsync);
    }

    /// <summary>
    /// A device's code threw what it should not have. The connection was closed, others are not touched. Handlers are
    /// called from any thread.
    /// </summary>
    public event Action<Exception>? Failed;

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Live figures.</summary>
    public ServerFigures Figures => _counters.Figures;

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="devices">What answers at which address.</param>
    /// <param name="allowRemote">Whether connections may come from or go to other than loopback addresses.</param>
    /// <param name="mostConnections">Connections at once; above, one is closed as it is accepted.</param>
    /// <exception cref="SocketException">The port is taken, or not allowed.</exception>
    public static SshServer Start(int port, IServedDevices devices, bool allowRemote = false, int mostConnections = 20_000) =>
        Start(port, devices, new ServerLimits { AllowRemote = allowRemote, MostConnections = mostConnections });

    internal static SshServer Start(int port, IServedDevices devices, ServerLimits limits)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!limits.AllowRemote)
                Loopback.Confine(listener);
            // Accepted sockets inherit it: a peer that vanished without a word is noticed after some minutes.
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 120);
            listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 30);
            listener.Bind(new IPEndPoint(IPAddress.Any, port));
            listener.Listen(Backlog);
            ListeningSockets.Share(listener);
            return new(listener, devices, limits);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Breaks off every connection to an address, as the device's sudden death does.</summary>
    public void Drop(IPAddress address)
    {
        foreach (var connection in _connections.Keys.Where(connection => connection.Address.Equals(address)))
            connection.Reset();
    }

    /// <summary>Stops listening and breaks off what is connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections.Keys)
            connection.Reset();
        try
        {
            await Task.WhenAll(_connections.Values).WaitAsync(CloseTime);
        }
        catch (TimeoutException)
        {
            // A device's program that does not heed its cancellation: its connection is closed all the same.
        }
    }

    internal void OnFailed(Exception e) => Failed?.Invoke(e);

    private async Task AcceptAllAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                Serve(await _listener.AcceptAsync());
            }
            catch (Exception) when (_closing.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // No file descriptors (EMFILE), for one: there will be some again.
                if (e is not SocketException)
                    OnFailed(e);
                await Task.Delay(AcceptPause, CancellationToken.None);
            }
        }
    }

    private void Serve(Socket socket)
    {
        _counters.CountAccepted();
        if (TryConnect(socket) is not { } connection)
        {
            _counters.CountTurnedAway();
            socket.Dispose();
            return;
        }

        _counters.CountOpened();
        // On another thread, for this one has to accept.
        var serving = new Task<Task>(() => ServeAsync(connection));
        _connections[connection] = serving.Unwrap();
        serving.Start(TaskScheduler.Default);
    }

    private ServerConnection? TryConnect(Socket socket)
    {
        try
        {
            if (_counters.Open >= _limits.MostConnections
                || socket is not { LocalEndPoint: IPEndPoint local, RemoteEndPoint: IPEndPoint remote })
                return null;
            if (!_limits.AllowRemote && !(IPAddress.IsLoopback(local.Address) && IPAddress.IsLoopback(remote.Address)))
                return null;
            socket.NoDelay = true;
            return _devices.Accept(local, remote) is { } device
                ? new ServerConnection(this, socket, local.Address, device, _counters, _limits.LoginTime)
                : null;
        }
        catch (Exception e)
        {
            if (e is not SocketException) // The peer has left already.
                OnFailed(e);
            return null;
        }
    }

    private async Task ServeAsync(ServerConnection connection)
    {
        try
        {
            await using (connection)
                await connection.RunAsync();
        }
        catch (Exception e)
        {
            OnFailed(e);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            _counters.CountClosed();
        }
    }
}

/// <summary>What the server has done so far; each is a running total unless it says otherwise.</summary>
public sealed record ServerFigures
{
    /// <summary>Connections that are open now.</summary>
    public int Open { get; init; }

    /// <summary>Connections accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Connections that were turned away: not loopback, unknown address, or too many.</summary>
    public long TurnedAway { get; init; }

    /// <summary>Connections that logged in.</summary>
    public long LoggedIn { get; init; }

    /// <summary>Attempts to log in that were refused.</summary>
    public long LoginsRefused { get; init; }

    /// <summary>Connections that ended with an error of the protocol.</summary>
    public long ProtocolErrors { get; init; }

    /// <summary>Bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes sent.</summary>
    public long BytesSent { get; init; }
}
