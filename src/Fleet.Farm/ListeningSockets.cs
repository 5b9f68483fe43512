using System.Net.Sockets;

namespace Fleet.Farm;

/// <summary>Options of listening sockets that .NET has no names for.</summary>
internal static class ListeningSockets
{
    // From Linux' asm-generic/socket.h.
    private const int SolSocket = 1;
    private const int SoReuseAddress = 2;
    private const int SoReusePort = 15;

    /// <summary>
    /// Lets sockets of this user that ask for the same listen on single addresses of the port of a socket that listens on
    /// all of them (SO_REUSEPORT); connections to those addresses are theirs. Done after a socket listens, a second program
    /// is still told that the port is taken. Without effect on other systems than Linux.
    /// </summary>
    public static void Share(Socket socket) => Set(socket, SoReusePort, 1);

    /// <summary>
    /// Keeps the port of a bound socket from everybody else: .NET binds sockets so that others may be bound beside them as
    /// long as none listens (SO_REUSEADDR). Without effect on other systems than Linux.
    /// </summary>
    public static void Hold(Socket socket) => Set(socket, SoReuseAddress, 0);

    private static void Set(Socket socket, int option, int value)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(SolSocket, option, BitConverter.GetBytes(value));
        }
    }
}
