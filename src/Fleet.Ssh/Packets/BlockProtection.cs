namespace Fleet.Ssh.Packets;

/// <summary>
/// A block cipher with a MAC: of the plaintext (RFC 4253 section 6.4), or of the ciphertext as the <c>-etm</c> MACs do it
/// (OpenSSH PROTOCOL section 1.5).
/// </summary>
internal sealed class BlockProtection(IPacketCipher cipher, PacketMac mac, bool isMacOfCiphertext) : PacketProtection
{
    internal override bool IsLengthClear => isMacOfCiphertext;

    internal override int BlockSize => cipher.BlockSize;

    internal override int TagLength => mac.Length;

    internal override bool IsLengthSecret => cipher is CbcCipher && !isMacOfCiphertext;

    internal override void Seal(uint sequenceNumber, Span<byte> packet, Span<byte> tag)
    {
        if (isMacOfCiphertext)
        {
            cipher.Transform(packet[4..]);
            mac.Compute(sequenceNumber, packet, tag);
        }
        else
        {
            mac.Compute(sequenceNumber, packet, tag);
            cipher.Transform(packet);
        }
    }

    internal override void OpenHeader(Span<byte> header)
    {
        if (!isMacOfCiphertext)
            cipher.Transform(header);
    }

    internal override bool TryOpen(uint sequenceNumber, Span<byte> packet, ReadOnlySpan<byte> tag)
    {
        if (isMacOfCiphertext)
        {
            if (!mac.IsRight(sequenceNumber, packet, tag))
                return false;
            cipher.Transform(packet[4..]);
            return true;
        }

        cipher.Transform(packet[cipher.BlockSize..]);
        return mac.IsRight(sequenceNumber, packet, tag);
    }

    public override void Dispose()
    {
        cipher.Dispose();
        mac.Dispose();
    }
}
