using System.Net;

namespace Fleet.Farm.Server;

/// <summary>Listens on one port for all addresses of the loopback network, and serves each connection.</summary>
public sealed class SshServer : IAsyncDisposable
{
    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="devices">What answers at which address.</param>
    /// <param name="allowRemote">Whether connections may come from or go to other than loopback addresses.</param>
    /// <param name="mostConnections">Connections at once; above, one is closed as it is accepted.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken, or not allowed.</exception>
    public static SshServer Start(int port, IServedDevices devices, bool allowRemote = false, int mostConnections = 20_000) =>
        throw new NotImplementedException();

    /// <summary>The port.</summary>
    public int Port => throw new NotImplementedException();

    /// <summary>Live figures.</summary>
    public ServerFigures Figures => throw new NotImplementedException();

    /// <summary>Breaks off every connection to an address, as the device's sudden death does.</summary>
    public void Drop(IPAddress address) => throw new NotImplementedException();

    /// <summary>Stops listening and breaks off what is connected.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
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
