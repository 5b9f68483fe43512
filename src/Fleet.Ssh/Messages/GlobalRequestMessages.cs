using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_GLOBAL_REQUEST (RFC 4254 section 4), such as <c>keepalive@openssh.com</c>.</summary>
/// <param name="Name">The request.</param>
/// <param name="WantReply">Whether a reply is due.</param>
public readonly record struct GlobalRequestMessage(string Name, bool WantReply)
{
    /// <summary>Reads the message; what the request adds is not read.</summary>
    public static GlobalRequestMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.GlobalRequest);
        return new(reader.ReadName(), reader.ReadBoolean());
    }

    /// <summary>Writes the message of a request that adds nothing.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.GlobalRequest);
        writer.WriteText(Name);
        writer.WriteBoolean(WantReply);
    }
}

/// <summary>SSH_MSG_REQUEST_SUCCESS and SSH_MSG_REQUEST_FAILURE (RFC 4254 section 4).</summary>
public static class GlobalReply
{
    /// <summary>Writes the answer to a request.</summary>
    public static void Write(SshWriter writer, bool isSuccess) =>
        writer.WriteMessage(isSuccess ? MessageNumber.RequestSuccess : MessageNumber.RequestFailure);
}
