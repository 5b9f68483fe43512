using System.Net.Sockets;

namespace Fleet.Farm.Server;

/// <summary>Keeps a listening socket for this machine alone.</summary>
internal static class Loopback
{
    // <asm-generic/socket.h>
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;

    /// <summary>
    /// Ties the socket to the loopback interface where the system allows it, so that nothing from a network even
    /// connects. Where it does not, the check of each connection's addresses remains.
    /// </summary>
    public static void Confine(Socket listener)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            listener.SetRawSocketOption(SolSocket, SoBindToDevice, "lo\0"u8);
        }
        catch (SocketException)
        {
            // Not permitted.
        }
    }
}
