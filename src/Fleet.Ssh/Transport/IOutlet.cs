using System.Net.Sockets;

namespace Fleet.Ssh.Transport;

/// <summary>Takes a transport's bytes to the peer. One call at a time.</summary>
public interface IOutlet
{
    /// <summary>Takes bytes; they may be overwritten when this returns.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Returns when everything that was taken is with the socket.</summary>
    ValueTask FinishAsync();
}

/// <summary>Sends at once.</summary>
/// <param name="socket">A connected socket.</param>
/// <param name="traffic">Counts what is sent.</param>
public sealed class SocketOutlet(Socket socket, TrafficCounter traffic) : IOutlet
{
    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = await socket.SendAsync(bytes, SocketFlags.None);
            traffic.CountSent(sent);
            bytes = bytes[sent..];
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync() => default;
}
