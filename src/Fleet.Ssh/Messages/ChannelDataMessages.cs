using Fleet.Ssh.Wire;

namespace Fleet.Ssh.Messages;

/// <summary>SSH_MSG_CHANNEL_DATA (RFC 4254 section 5.2).</summary>
/// <param name="recipient">The recipient's number of the channel.</param>
/// <param name="data">The data.</param>
public readonly ref struct ChannelDataMessage(uint recipient, ReadOnlySpan<byte> data)
{
    /// <summary>Bytes of the payload that are not data.</summary>
    public const int Overhead = 1 + 4 + 4;

    /// <summary>The recipient's number of the channel.</summary>
    public uint Recipient { get; } = recipient;

    /// <summary>The data, which lies in the payload it was read from.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Reads the message.</summary>
    public static ChannelDataMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelData);
        uint recipient = reader.ReadUInt32();
        var data = reader.ReadString();
        reader.ReadEnd();
        return new(recipient, data);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelData);
        writer.WriteUInt32(Recipient);
        writer.WriteString(Data);
    }
}

/// <summary>SSH_MSG_CHANNEL_EXTENDED_DATA (RFC 4254 section 5.2).</summary>
/// <param name="recipient">The recipient's number of the channel.</param>
/// <param name="type">What the data is; <see cref="StandardError"/>.</param>
/// <param name="data">The data.</param>
public readonly ref struct ChannelExtendedDataMessage(uint recipient, uint type, ReadOnlySpan<byte> data)
{
    /// <summary>SSH_EXTENDED_DATA_STDERR.</summary>
    public const uint StandardError = 1;

    /// <summary>Bytes of the payload that are not data.</summary>
    public const int Overhead = 1 + 4 + 4 + 4;

    /// <summary>The recipient's number of the channel.</summary>
    public uint Recipient { get; } = recipient;

    /// <summary>What the data is.</summary>
    public uint Type { get; } = type;

    /// <summary>The data, which lies in the payload it was read from.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Reads the message.</summary>
    public static ChannelExtendedDataMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelExtendedData);
        uint recipient = reader.ReadUInt32();
        uint type = reader.ReadUInt32();
        var data = reader.ReadString();
        reader.ReadEnd();
        return new(recipient, type, data);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelExtendedData);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32(Type);
        writer.WriteString(Data);
    }
}

/// <summary>SSH_MSG_CHANNEL_WINDOW_ADJUST (RFC 4254 section 5.2).</summary>
/// <param name="Recipient">The recipient's number of the channel.</param>
/// <param name="BytesToAdd">Bytes more that may be sent.</param>
public readonly record struct ChannelWindowAdjustMessage(uint Recipient, uint BytesToAdd)
{
    /// <summary>Reads the message.</summary>
    public static ChannelWindowAdjustMessage Read(ReadOnlySpan<byte> payload)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.ChannelWindowAdjust);
        var message = new ChannelWindowAdjustMessage(reader.ReadUInt32(), reader.ReadUInt32());
        reader.ReadEnd();
        return message;
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer)
    {
        writer.WriteMessage(MessageNumber.ChannelWindowAdjust);
        writer.WriteUInt32(Recipient);
        writer.WriteUInt32(BytesToAdd);
    }
}
