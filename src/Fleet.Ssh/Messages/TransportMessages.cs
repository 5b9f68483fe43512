using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_DISCONNECT (RFC 4253 section 11.1): the connection ends.</summary>
/// <param name="Reason">Why; numbers that are not in the enumeration are allowed.</param>
/// <param name="Description">Why, for people.</param>
public readonly record struct DisconnectMessage(DisconnectReason Reason, string Description)
{
    /// <summary>Reads the message. The language tag is not read: there are peers that leave it out.</summary>
    public static DisconnectMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.Disconnect);
        return new((DisconnectReason)reader.ReadUInt32(), reader.ReadText());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.Disconnect);
        writer.WriteUInt32((uint)Reason);
        writer.WriteText(Description);
        writer.WriteText("");
    }
}

/// <summary>SSH_MSG_IGNORE (RFC 4253 section 11.2). Its reader ignores all of it.</summary>
public static class IgnoreMessage
{
    /// <summary>Writes the message.</summary>
    public static void Write(SshWriter writer, ReadOnlySpan<byte> data)
    {
        writer.WriteMessage(MessageNumber.Ignore);
        writer.WriteString(data);
    }
}

/// <summary>SSH_MSG_DEBUG (RFC 4253 section 11.3).</summary>
/// <param name="AlwaysDisplay">Whether the text is to be shown even when nobody debugs.</param>
/// <param name="Text">The text.</param>
public readonly record struct DebugMessage(bool AlwaysDisplay, string Text)
{
    /// <summary>Reads the message, without its language tag.</summary>
    public static DebugMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.Debug);
        return new(reader.ReadBoolean(), reader.ReadText());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.Debug);
        writer.WriteBoolean(AlwaysDisplay);
        writer.WriteText(Text);
        writer.WriteText("");
    }
}

/// <summary>SSH_MSG_UNIMPLEMENTED (RFC 4253 section 11.4).</summary>
/// <param name="SequenceNumber">Number of the packet whose message is not known.</param>
public readonly record struct UnimplementedMessage(uint SequenceNumber)
{
    /// <summary>Reads the message.</summary>
    public static UnimplementedMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.Unimplemented);
        return new(reader.ReadUInt32());
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.Unimplemented);
        writer.WriteUInt32(SequenceNumber);
    }
}
