using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>AES-GCM (RFC 5647 section 7), under the names that OpenSSH gave it (OpenSSH PROTOCOL section 1.6).</summary>
internal sealed class GcmProtection(byte[] key, byte[] nonce) : PacketProtection
{
    private const int TagBytes = 16;

    private readonly AesGcm _gcm = new(key, TagBytes);

    internal override bool IsLengthClear => true;

    internal override int BlockSize => 16;

    internal override int TagLength => TagBytes;

    internal override void Seal(uint sequenceNumber, Span<byte> packet, Span<byte> tag)
    {
        var body = packet[4..];
        _gcm.Encrypt(nonce, body, body, tag, associatedData: packet[..4]);
        CountUp();
    }

    internal override void OpenHeader(Span<byte> header)
    {
    }

    internal override bool TryOpen(uint sequenceNumber, Span<byte> packet, ReadOnlySpan<byte> tag)
    {
        var body = packet[4..];
        try
        {
            _gcm.Decrypt(nonce, body, tag, body, associatedData: packet[..4]);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        CountUp();
        return true;
    }

    public override void Dispose() => _gcm.Dispose();

    // The last 8 of 12 bytes count invocations (RFC 5647 section 7.1).
    private void CountUp()
    {
        var counter = nonce.AsSpan(4);
        BinaryPrimitives.WriteUInt64BigEndian(counter, unchecked(BinaryPrimitives.ReadUInt64BigEndian(counter) + 1));
    }
}
