using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_CHANNEL_OPEN (RFC 4254 section 5.1).</summary>
/// <param name="Type">The channel's type, such as <c>session</c>.</param>
/// <param name="Sender">The sender's number of the channel.</param>
/// <param name="InitialWindow">Bytes that may be sent to the sender before it widens the window.</param>
/// <param name="MaximumPacket">Most bytes in one message to the sender.</param>
public readonly record struct ChannelOpenMessage(string Type, uint Sender, uint InitialWindow, uint MaximumPacket)
{
    /// <summary>The type of a channel that runs a shell or a command (RFC 4254 section 6.1).</summary>
    public const string Session = "session";

    /// <summary>Reads the message; what a type adds is not read.</summary>
    public static ChannelOpenMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelOpen);
        return new(reader.ReadName(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
    }

    /// <summary>Writes the message of a type that adds nothing.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelOpen);
        writer.WriteText(Type);
        writer.WriteUInt32(Sender);
        writer.WriteUInt32(InitialWindow);
        writer.WriteUInt32(MaximumPacket);
    }
}

/// <summary>SSH_MSG_CHANNEL_OPEN_CONFIRMATION (RFC 4254 section 5.1).</summary>
/// <param name="Recipient">The opener's number of the channel.</param>
/// <param name="Sender">The number that the other side gives to it.</param>
/// <param name="InitialWindow">Bytes that may be sent to the sender before it widens the window.</param>
/// <param name="MaximumPacket">Most bytes in one message to the sender.</param>
public readonly record struct ChannelOpenConfirmationMessage(uint Recipient, uint Sender, uint InitialWindow, uint MaximumPacket)
{
    /// <summary>Reads the message; what a type adds is not read.</summary>
    public static ChannelOpenConfirmationMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelOpenConfirmation);
        return new(reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32(), reader.ReadUInt32());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelOpenConfirmation);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32(Sender);
        writer.WriteUInt32(InitialWindow);
        writer.WriteUInt32(MaximumPacket);
    }
}

/// <summary>Why a channel is not opened (RFC 4254 section 5.1).</summary>
public enum ChannelOpenFailureReason : uint
{
    /// <summary>SSH_OPEN_ADMINISTRATIVELY_PROHIBITED.</summary>
    AdministrativelyProhibited = 1,

    /// <summary>SSH_OPEN_CONNECT_FAILED.</summary>
    ConnectFailed = 2,

    /// <summary>SSH_OPEN_UNKNOWN_CHANNEL_TYPE.</summary>
    UnknownChannelType = 3,

    /// <summary>SSH_OPEN_RESOURCE_SHORTAGE.</summary>
    ResourceShortage = 4,
}

/// <summary>SSH_MSG_CHANNEL_OPEN_FAILURE (RFC 4254 section 5.1).</summary>
/// <param name="Recipient">The opener's number of the channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="Description">Why, for people.</param>
public readonly record struct ChannelOpenFailureMessage(uint Recipient, ChannelOpenFailureReason Reason, string Description)
{
    /// <summary>Reads the message, without its language tag.</summary>
    public static ChannelOpenFailureMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelOpenFailure);
        return new(reader.ReadUInt32(), (ChannelOpenFailureReason)reader.ReadUInt32(), reader.ReadText());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelOpenFailure);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32((uint)Reason);
        writer.WriteText(Description);
        writer.WriteText("");
    }
}
