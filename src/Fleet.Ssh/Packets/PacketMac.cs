using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Fleet.Ssh.Packets;

/// <summary>HMAC of a packet's number and its bytes (RFC 4253 section 6.4, RFC 6668).</summary>
internal sealed class PacketMac(HashAlgorithmName hash, byte[] key) : IDisposable
{
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(hash, key);

    public int Length => _hmac.HashLengthInBytes;

    public void Compute(uint sequenceNumber, ReadOnlySpan<byte> packet, Span<byte> mac)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, sequenceNumber);
        _hmac.AppendData(number);
        _hmac.AppendData(packet);
        _hmac.GetHashAndReset(mac);
    }

    public bool IsRight(uint sequenceNumber, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> mac)
    {
        Span<byte> computed = stackalloc byte[Length];
        Compute(sequenceNumber, packet, computed);
        return CryptographicOperations.FixedTimeEquals(computed, mac);
    }

    public void Dispose() => _hmac.Dispose();
}
