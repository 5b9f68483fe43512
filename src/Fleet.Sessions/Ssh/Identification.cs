using System.Net.Sockets;
using System.Text;
using Renci.SshNet.Common;
using Renci.SshNet.Connection;
using Renci.SshNet.Messages.Transport;

namespace Fleet.Sessions.Ssh;

/// <summary>
/// Reads the server's identification line, and skips the lines that may come before it (RFC 4253 section 4.2, which says
/// nothing of how many).
/// </summary>
/// <remarks>SSH.NET's own reader makes two system calls a byte, up to eight million times.</remarks>
internal static class Identification
{
    /// <summary>Most bytes up to the end of the identification line.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Longest identification line; the RFC says 255 bytes, and not all keep to it.</summary>
    private const int LongestLine = 1024;

    /// <summary>Sends our line and reads the server's, and not a byte more.</summary>
    /// <param name="ours">Our line.</param>
    /// <param name="socket">Connected.</param>
    /// <param name="silence">How long may pass without a byte.</param>
    /// <exception cref="SshConnectionException">What came is no identification.</exception>
    /// <exception cref="SshOperationTimeoutException">Nothing came in time.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public static SshIdentification Exchange(string ours, Socket socket, TimeSpan silence)
    {
        socket.ReceiveTimeout = (int)Math.Ceiling(silence.TotalMilliseconds);
        socket.Send(Encoding.UTF8.GetBytes(ours + "\r\n"));
        try
        {
            return Read(socket);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            throw new SshOperationTimeoutException("No SSH identification came in time.", e);
        }
    }

    private static SshIdentification Read(Socket socket)
    {
        var buffer = new byte[LongestLine];
        var held = 0;
        var isTooLong = false;
        for (var total = 0; total < MostBytes;)
        {
            var peeked = socket.Receive(buffer, held, buffer.Length - held, SocketFlags.Peek);
            var end = buffer.AsSpan(held, peeked).IndexOf((byte)'\n');
            // What was peeked at is there, so that this does not wait.
            var taken = socket.Receive(buffer, held, end < 0 ? peeked : end + 1, SocketFlags.None);
            if (taken == 0)
                throw Failed("the connection was closed before an SSH identification came");
            if (buffer.AsSpan(held, taken).Contains((byte)0))
                throw Failed("a null character came where an SSH identification was expected");
            total += taken;
            held += taken;
            var isWhole = buffer[held - 1] == (byte)'\n';
            if (isWhole && !isTooLong && Parse(buffer.AsSpan(0, held - 1)) is { } identification)
                return identification;
            isTooLong = !isWhole && (isTooLong || held == buffer.Length);
            if (isWhole || isTooLong)
                held = 0;
        }

        throw Failed($"no SSH identification came within {MostBytes} bytes");
    }

    /// <summary>Takes a line apart: <c>SSH-protoversion-softwareversion SP comments</c>, and perhaps a CR.</summary>
    private static SshIdentification? Parse(ReadOnlySpan<byte> bytes)
    {
        var line = Encoding.UTF8.GetString(bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes);
        var parts = line.Split('-', 3);
        if (parts is not ["SSH", { Length: > 0 } version, var software])
            return null;
        var blank = software.IndexOf(' ');
        return blank < 0 || blank == software.Length - 1
            ? new SshIdentification(version, software)
            : new SshIdentification(version, software[..blank], software[(blank + 1)..]);
    }

    private static SshConnectionException Failed(string why) => new(why, DisconnectReason.ProtocolError);
}
