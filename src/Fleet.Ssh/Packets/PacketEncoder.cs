using System.Buffers;

namespace Fleet.Ssh.Packets;

/// <summary>Turns payloads into the packets of one direction (RFC 4253 section 6).</summary>
public sealed class PacketEncoder : IDisposable
{
    /// <summary>Number of the next packet.</summary>
    public uint SequenceNumber => throw new NotImplementedException();

    /// <summary>Bytes sent under the present keys.</summary>
    public long BytesUnderKeys => throw new NotImplementedException();

    /// <summary>Appends the packet of a payload.</summary>
    public void Encode(ReadOnlySpan<byte> payload, IBufferWriter<byte> output) => throw new NotImplementedException();

    /// <summary>What NEWKEYS does to packets that follow it.</summary>
    /// <param name="protection">The new keys; the encoder owns them.</param>
    /// <param name="resetSequence">Whether strict key exchange is on: the next packet has number 0.</param>
    public void ChangeKeys(PacketProtection protection, bool resetSequence) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
