using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_EXT_INFO (RFC 8308 section 2.3), of which only <c>server-sig-algs</c> is of interest.</summary>
/// <param name="ServerSignatureAlgorithms">
/// The algorithms that a user's key may sign with (RFC 8308 section 3.1); <see langword="null"/>: not said.
/// </param>
public sealed record ExtInfoMessage(IReadOnlyList<string>? ServerSignatureAlgorithms)
{
    private const string ServerSigAlgs = "server-sig-algs";

    /// <summary>Reads the message; extensions that are not known are ignored, as RFC 8308 section 2.5 asks.</summary>
    public static ExtInfoMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ExtInfo);
        string[]? algorithms = null;
        for (uint left = reader.ReadUInt32(); left > 0; left--)
        {
            if (reader.ReadName() == ServerSigAlgs)
                algorithms = reader.ReadNameList();
            else
                reader.ReadString();
        }

        reader.ReadEnd();
        return new(algorithms);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ExtInfo);
        writer.WriteUInt32(ServerSignatureAlgorithms is null ? 0u : 1u);
        if (ServerSignatureAlgorithms is null)
            return;
        writer.WriteText(ServerSigAlgs);
        writer.WriteNameList(ServerSignatureAlgorithms);
    }
}
