using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>
/// The messages that only name a channel: SSH_MSG_CHANNEL_EOF and SSH_MSG_CHANNEL_CLOSE (RFC 4254 section 5.3),
/// SSH_MSG_CHANNEL_SUCCESS and SSH_MSG_CHANNEL_FAILURE (section 5.4).
/// </summary>
/// <param name="Number">Which of them.</param>
/// <param name="Recipient">The recipient's number of the channel.</param>
public readonly record struct ChannelNotice(MessageNumber Number, uint Recipient)
{
    /// <summary>Reads the message.</summary>
    public static ChannelNotice Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        var number = (MessageNumber)reader.ReadByte();
        if (number is not (MessageNumber.ChannelEof or MessageNumber.ChannelClose
            or MessageNumber.ChannelSuccess or MessageNumber.ChannelFailure))
        {
            throw new SshProtocolException(DisconnectReason.ProtocolError, $"Message {(byte)number} is no notice of a channel.");
        }

        uint recipient = reader.ReadUInt32();
        reader.ReadEnd();
        return new(number, recipient);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(Number);
        writer.WriteUInt32(Recipient);
    }
}
