using System.Text;

namespace Fleet.Ssh.Transport;

/// <summary>Reads the line that a connection begins with (RFC 4253 section 4.2).</summary>
/// <param name="isServer">Whether we are the server; a client takes other lines before it.</param>
internal sealed class IdentificationLine(bool isServer)
{
    // The RFC's limit, CR LF included. Lines before it have no limit there.
    private const int LongestLine = 255;
    private const int MostLines = 100;

    private int _lines;

    /// <summary>The line without CR LF; empty while it has not come.</summary>
    public byte[] Value { get; private set; } = [];

    /// <summary>Takes a line from the front of what has been received.</summary>
    /// <returns>Bytes that were taken; 0: more must come.</returns>
    /// <exception cref="SshProtocolException">It is not the beginning of SSH 2.0.</exception>
    public int Take(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf((byte)'\n');
        if ((end < 0 ? received.Length : end) >= LongestLine)
            throw Wrong($"a line of more than {LongestLine} bytes");
        if (end < 0)
            return 0;

        var line = received[..end];
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (line.StartsWith("SSH-2.0-"u8) || (!isServer && line.StartsWith("SSH-1.99-"u8)))
            Value = line.Contains((byte)0) ? throw Wrong("a NUL in the identification") : line.ToArray();
        else if (line.StartsWith("SSH-"u8))
            throw new SshProtocolException(DisconnectReason.ProtocolVersionNotSupported, "The peer does not speak SSH 2.0.");
        else if (isServer || ++_lines > MostLines)
            throw Wrong("no SSH identification");
        return end + 1;
    }

    /// <summary>What we send.</summary>
    public static byte[] Bytes(string identification) => Encoding.UTF8.GetBytes(identification + "\r\n");

    private static SshProtocolException Wrong(string what) =>
        new(DisconnectReason.ProtocolError, $"The peer sent {what} at the beginning.");
}
