namespace Fleet.Ssh.Packets;

/// <summary>Takes the packets of one direction out of a stream of bytes (RFC 4253 section 6).</summary>
public sealed class PacketDecoder : IDisposable
{
    /// <summary>Longest packet that is taken, its length field included: RFC 4253 section 6.1 asks for 35,000.</summary>
    public const int LongestPacket = 256 * 1024;

    /// <summary>Number of the next packet.</summary>
    public uint SequenceNumber => throw new NotImplementedException();

    /// <summary>Bytes received under the present keys.</summary>
    public long BytesUnderKeys => throw new NotImplementedException();

    /// <summary>Takes one packet from the front of the bytes received, and decrypts it in place.</summary>
    /// <param name="received">
    /// What has been received and not been consumed; the same bytes and more with the next call if no packet is whole.
    /// </param>
    /// <param name="packet">The packet.</param>
    /// <returns>Whether a whole packet was there.</returns>
    /// <exception cref="SshProtocolException">Length, padding or MAC is wrong.</exception>
    public bool TryDecode(Span<byte> received, out DecodedPacket packet) => throw new NotImplementedException();

    /// <summary>What NEWKEYS does to packets that follow it.</summary>
    /// <param name="protection">The new keys; the decoder owns them.</param>
    /// <param name="resetSequence">Whether strict key exchange is on: the next packet has number 0.</param>
    public void ChangeKeys(PacketProtection protection, bool resetSequence) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}

/// <summary>Where a packet lies in the bytes received.</summary>
/// <param name="Consumed">Bytes that the packet took from the front.</param>
/// <param name="PayloadStart">Where its payload begins.</param>
/// <param name="PayloadLength">The length of its payload, at least 1.</param>
/// <param name="SequenceNumber">Its number, for UNIMPLEMENTED (RFC 4253 section 11.4).</param>
public readonly record struct DecodedPacket(int Consumed, int PayloadStart, int PayloadLength, uint SequenceNumber);
