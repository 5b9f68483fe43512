using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>
/// SSH_MSG_CHANNEL_REQUEST (RFC 4254 section 5.4). What a type adds is read and written by a type of its own, such as
/// <see cref="PtyRequest"/>.
/// </summary>
/// <param name="recipient">The recipient's number of the channel.</param>
/// <param name="type">The request, such as <c>shell</c>.</param>
/// <param name="wantReply">Whether a reply is due.</param>
/// <param name="data">What the type adds.</param>
public readonly ref struct ChannelRequestMessage(uint recipient, string type, bool wantReply, ReadOnlySpan<byte> data = default)
{
    /// <summary>The request for a shell (RFC 4254 section 6.5), which adds nothing.</summary>
    public const string Shell = "shell";

    /// <summary>The recipient's number of the channel.</summary>
    public uint Recipient { get; } = recipient;

    /// <summary>The request.</summary>
    public string Type { get; } = type;

    /// <summary>Whether a reply is due.</summary>
    public bool WantReply { get; } = wantReply;

    /// <summary>What the type adds; it lies in the payload it was read from.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Reads the message.</summary>
    public static ChannelRequestMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelRequest);
        return new(reader.ReadUInt32(), reader.ReadName(), reader.ReadBoolean(), reader.Rest);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelRequest);
        writer.WriteUInt32(Recipient);
        writer.WriteText(Type);
        writer.WriteBoolean(WantReply);
        writer.WriteBytes(Data);
    }
}
