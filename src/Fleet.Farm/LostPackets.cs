using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Fleet.Farm;

/// <summary>
/// An address and port whose packets are lost, so that an attempt to connect is never answered. On Linux a listening
/// socket drops them by a filter; it goes before a socket that listens on the port for all addresses, if that one
/// <see cref="ListeningSockets.Share">shares</see> its port. Elsewhere, where there is no such filter, attempts succeed and
/// no byte ever comes.
/// </summary>
internal sealed class LostPackets : IDisposable
{
    // From Linux' asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;

    // BPF_RET | BPF_K with 0: of every packet, keep no byte.
    private const ushort Return = 0x06;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="at">The address, or all, and the port.</param>
    /// <param name="besideAll">Whether another socket listens on the port for all addresses, and shares it.</param>
    /// <exception cref="SocketException">The port is in use, or no more sockets can be had.</exception>
    public LostPackets(IPEndPoint at, bool besideAll)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                DropEverything(_socket);
            }

            if (besideAll)
            {
                ListeningSockets.Share(_socket);
            }

            _socket.Bind(at);
            _socket.Listen(1);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static void DropEverything(Socket socket)
    {
        var filter = new SocketFilter { Code = Return };
        var pinned = GCHandle.Alloc(filter, GCHandleType.Pinned);
        try
        {
            var program = new SocketFilterProgram { Length = 1, Filter = pinned.AddrOfPinnedObject() };
            socket.SetRawSocketOption(SolSocket, SoAttachFilter, MemoryMarshal.AsBytes(new ReadOnlySpan<SocketFilterProgram>(in program)));
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary><c>struct sock_filter</c> of Linux' linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SocketFilter
    {
        public ushort Code;
        public byte JumpTrue;
        public byte JumpFalse;
        public uint Value;
    }

    /// <summary><c>struct sock_fprog</c> of Linux' linux/filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SocketFilterProgram
    {
        public ushort Length;
        public nint Filter;
    }
}
