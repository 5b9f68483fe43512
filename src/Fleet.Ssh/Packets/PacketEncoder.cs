using System.Buffers;
using System.Buffers.Binary;

namespace Fleet.Ssh.Packets;

/// <summary>Turns payloads into the packets of one direction (RFC 4253 section 6).</summary>
public sealed class PacketEncoder : IDisposable
{
    private const int LeastPadding = 4;

    private PacketProtection _protection = NoProtection.Instance;

    /// <summary>Number of the next packet.</summary>
    public uint SequenceNumber { get; private set; }

    /// <summary>Bytes sent under the present keys.</summary>
    public long BytesUnderKeys { get; private set; }

    /// <summary>Appends the packet of a payload.</summary>
    /// <param name="payload">
    /// At least the number of a message; RFC 4253 section 6.1 lets a peer refuse more than 32,768 bytes.
    /// </param>
    /// <param name="output">Where the packet goes.</param>
    /// <exception cref="ArgumentException">The payload is empty, or longer than any peer takes.</exception>
    public void Encode(ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        int blockSize = _protection.BlockSize;
        int padded = (_protection.IsLengthClear ? 0 : 4) + 1 + payload.Length + LeastPadding;
        int padding = LeastPadding + (blockSize - padded % blockSize) % blockSize;
        int length = 4 + 1 + payload.Length + padding;
        if (payload.IsEmpty || length > _protection.LongestPacket)
            throw new ArgumentException($"A payload of {payload.Length} bytes makes no packet.", nameof(payload));

        int total = length + _protection.TagLength;
        var bytes = output.GetSpan(total)[..total];
        var packet = bytes[..length];
        BinaryPrimitives.WriteInt32BigEndian(packet, length - 4);
        packet[4] = (byte)padding;
        payload.CopyTo(packet[5..]);
        RandomPadding.Fill(packet[^padding..]);
        _protection.Seal(SequenceNumber, packet, bytes[length..]);
        output.Advance(total);
        SequenceNumber = unchecked(SequenceNumber + 1);
        BytesUnderKeys += total;
    }

    /// <summary>What NEWKEYS does to packets that follow it.</summary>
    /// <param name="protection">The new keys; the encoder owns them.</param>
    /// <param name="resetSequence">Whether strict key exchange is on: the next packet has number 0.</param>
    public void ChangeKeys(PacketProtection protection, bool resetSequence)
    {
        _protection.Dispose();
        _protection = protection;
        BytesUnderKeys = 0;
        if (resetSequence)
            SequenceNumber = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _protection.Dispose();
}
