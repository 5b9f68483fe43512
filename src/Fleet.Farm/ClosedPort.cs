using System.Net;
using System.Net.Sockets;

namespace Fleet.Farm;

/// <summary>
/// A port on which connections are refused: it is taken, so that nobody else listens on it, and never listened on, so that
/// the kernel answers each attempt with a reset.
/// </summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <exception cref="SocketException">The port is in use.</exception>
    public ClosedPort(int port)
    {
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Any, port));
            ListeningSockets.Hold(_socket);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
