using Fleet.Ssh.Wire;

namespace Fleet.Ssh.KeyExchange;

/// <summary>SSH_MSG_KEXDH_INIT (RFC 4253 section 8), SSH_MSG_KEX_ECDH_INIT (RFC 5656 section 4).</summary>
/// <param name="publicValue">The client's public value.</param>
public readonly ref struct KexDhInitMessage(ReadOnlySpan<byte> publicValue)
{
    /// <summary>The client's public value; it lies in the payload it was read from.</summary>
    public ReadOnlySpan<byte> PublicValue { get; } = publicValue;

    /// <summary>Reads the message.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="isMpint">How public values travel: <see cref="IKeyAgreement.IsMpint"/>.</param>
    public static KexDhInitMessage Read(ReadOnlySpan<byte> payload, bool isMpint)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.KexDhInit);
        var publicValue = reader.ReadPublicValue(isMpint);
        reader.ReadEnd();
        return new(publicValue);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer, bool isMpint)
    {
        writer.WriteMessage(MessageNumber.KexDhInit);
        writer.WritePublicValue(PublicValue, isMpint);
    }
}

/// <summary>SSH_MSG_KEXDH_REPLY (RFC 4253 section 8), SSH_MSG_KEX_ECDH_REPLY (RFC 5656 section 4).</summary>
/// <param name="hostKey">The host key's public blob.</param>
/// <param name="publicValue">The server's public value.</param>
/// <param name="signature">The host key's signature of H.</param>
public readonly ref struct KexDhReplyMessage(
    ReadOnlySpan<byte> hostKey, ReadOnlySpan<byte> publicValue, ReadOnlySpan<byte> signature)
{
    /// <summary>The host key's public blob.</summary>
    public ReadOnlySpan<byte> HostKey { get; } = hostKey;

    /// <summary>The server's public value.</summary>
    public ReadOnlySpan<byte> PublicValue { get; } = publicValue;

    /// <summary>The host key's signature of H, wrapped with its algorithm's name.</summary>
    public ReadOnlySpan<byte> Signature { get; } = signature;

    /// <summary>Reads the message.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="isMpint">How public values travel: <see cref="IKeyAgreement.IsMpint"/>.</param>
    public static KexDhReplyMessage Read(ReadOnlySpan<byte> payload, bool isMpint)
    {
        var reader = new SshReader(payload);
        reader.ReadMessage(MessageNumber.KexDhReply);
        var hostKey = reader.ReadString();
        var publicValue = reader.ReadPublicValue(isMpint);
        var signature = reader.ReadString();
        reader.ReadEnd();
        return new(hostKey, publicValue, signature);
    }

    /// <summary>Writes the message.</summary>
    public void Write(SshWriter writer, bool isMpint)
    {
        writer.WriteMessage(MessageNumber.KexDhReply);
        writer.WriteString(HostKey);
        writer.WritePublicValue(PublicValue, isMpint);
        writer.WriteString(Signature);
    }
}

/// <summary>Public values travel in two ways.</summary>
internal static class PublicValueWire
{
    public static ReadOnlySpan<byte> ReadPublicValue(this scoped ref SshReader reader, bool isMpint) =>
        isMpint ? reader.ReadMpint() : reader.ReadString();

    public static void WritePublicValue(this SshWriter writer, ReadOnlySpan<byte> value, bool isMpint)
    {
        if (isMpint)
            writer.WriteMpint(value);
        else
            writer.WriteString(value);
    }
}
