using System.Net;
using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Fleet.Sessions.Ssh;

/// <summary>Connects TCP sockets that block in the kernel.</summary>
/// <remarks>
/// SSH.NET connects asynchronously, and .NET's socket never blocks after that: each packet then wakes its event thread,
/// which wakes the thread that waits for it. A socket that was never used so wakes that thread alone.
/// </remarks>
internal static class BlockingSocket
{
    /// <summary>For the bytes on their way: what comes in 300 ms at the speed that <see cref="Allowance"/> lets through.</summary>
    private const int ReceiveBuffer = 640 << 10;

    /// <summary>Connects; blocks.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="timeout">How long to wait for an answer.</param>
    /// <param name="created">Gets the socket before it is connected; disposing it ends the call.</param>
    /// <exception cref="SocketException">It cannot be connected.</exception>
    /// <exception cref="SshOperationTimeoutException">Nobody answered in time.</exception>
    public static Socket Connect(IPAddress address, int port, TimeSpan timeout, Action<Socket> created)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveBufferSize = ReceiveBuffer,
        };
        created(socket);
        const int Connected = 1;
        const int Late = 2;
        var end = 0; // Set once: what came first.
        using var alarm = new Timer(
            _ =>
            {
                if (Interlocked.CompareExchange(ref end, Late, 0) == 0)
                    socket.Dispose();
            },
            null,
            timeout,
            Timeout.InfiniteTimeSpan);
        try
        {
            socket.Connect(address, port);
            ObjectDisposedException.ThrowIf(Interlocked.CompareExchange(ref end, Connected, 0) == Late, socket);
            return socket;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            if (Volatile.Read(ref end) == Late)
                throw new SshOperationTimeoutException($"Connection failed: no answer in {timeout.TotalSeconds:0.#} s.", e);
            throw;
        }
    }
}
