using System.Buffers.Binary;

namespace Fleet.Ssh.Packets;

/// <summary>Takes the packets of one direction out of a stream of bytes (RFC 4253 section 6).</summary>
public sealed class PacketDecoder : IDisposable
{
    /// <summary>Longest packet that is taken, its length field included: RFC 4253 section 6.1 asks for 35,000.</summary>
    /// <remarks>35,000 it is before the first keys, when a peer has not proven anything.</remarks>
    public const int LongestPacket = 256 * 1024;

    private const int LeastPadding = 4;
    private const int LongestBlock = 16;

    private readonly byte[] _header = new byte[LongestBlock];
    private PacketProtection _protection = NoProtection.Instance;
    private State _state;
    private int _length;

    private enum State
    {
        AtStart,

        /// <summary>The header is open, and the length known.</summary>
        InPacket,

        /// <summary>A packet was wrong, which the peer does not learn before it has sent as much as a packet can be long.</summary>
        Discarding,
    }

    /// <summary>Number of the next packet.</summary>
    public uint SequenceNumber { get; private set; }

    /// <summary>Bytes received under the present keys.</summary>
    public long BytesUnderKeys { get; private set; }

    /// <summary>Takes one packet from the front of the bytes received, and decrypts it in place.</summary>
    /// <param name="received">
    /// What has been received and not been consumed; the same bytes and more with the next call if no packet is whole.
    /// </param>
    /// <param name="packet">The packet.</param>
    /// <returns>Whether a whole packet was there.</returns>
    /// <exception cref="SshProtocolException">
    /// Length, padding or MAC is wrong. With a CBC cipher this comes only when <see cref="LongestPacket"/> bytes have been
    /// received: where a peer sees at which byte a packet is refused, it learns what a block of its choice decrypts to as
    /// a length (CVE-2008-5161).
    /// </exception>
    public bool TryDecode(Span<byte> received, out DecodedPacket packet)
    {
        packet = default;
        if (_state == State.AtStart && !TryOpenHeader(received))
            return false;
        if (_state == State.InPacket && !TryOpen(received, ref packet))
            return false;
        if (_state == State.Discarding)
            return received.Length < LongestPacket ? false : throw WrongMac();
        return true;
    }

    private bool TryOpenHeader(Span<byte> received)
    {
        int headerLength = _protection.HeaderLength;
        if (received.Length < headerLength)
            return false;

        // A copy is decrypted, as it may take several calls until the packet is whole.
        received[..headerLength].CopyTo(_header);
        _protection.OpenHeader(_header.AsSpan(0, headerLength));
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_header);
        uint padded = _protection.IsLengthClear ? length : length + 4;
        if (length >= 1 + LeastPadding && length <= _protection.LongestPacket - 4 && padded % _protection.BlockSize == 0)
        {
            _length = 4 + (int)length;
            _state = State.InPacket;
            return true;
        }

        if (!_protection.IsLengthSecret)
            throw new SshProtocolException(DisconnectReason.ProtocolError, $"The peer sent a packet of a wrong length, {length}.");
        _state = State.Discarding;
        return true;
    }

    private bool TryOpen(Span<byte> received, ref DecodedPacket packet)
    {
        int total = _length + _protection.TagLength;
        if (received.Length < total)
            return false;

        _header.AsSpan(0, _protection.HeaderLength).CopyTo(received);
        if (!_protection.TryOpen(SequenceNumber, received[.._length], received[_length..total]))
        {
            _state = _protection.IsLengthSecret ? State.Discarding : throw WrongMac();
            return true;
        }

        int padding = received[4];
        int payloadLength = _length - 5 - padding;
        if (padding < LeastPadding || payloadLength < 1)
            throw new SshProtocolException(DisconnectReason.ProtocolError, "The peer sent a packet with a wrong length of padding.");
        packet = new DecodedPacket(total, 5, payloadLength, SequenceNumber);
        SequenceNumber = unchecked(SequenceNumber + 1);
        BytesUnderKeys += total;
        _state = State.AtStart;
        return true;
    }

    /// <summary>What NEWKEYS does to packets that follow it.</summary>
    /// <param name="protection">The new keys; the decoder owns them.</param>
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

    private static SshProtocolException WrongMac() => new(DisconnectReason.MacError, "The peer sent a packet with a wrong MAC.");
}

/// <summary>Where a packet lies in the bytes received.</summary>
/// <param name="Consumed">Bytes that the packet took from the front.</param>
/// <param name="PayloadStart">Where its payload begins.</param>
/// <param name="PayloadLength">The length of its payload, at least 1.</param>
/// <param name="SequenceNumber">Its number, for UNIMPLEMENTED (RFC 4253 section 11.4).</param>
public readonly record struct DecodedPacket(int Consumed, int PayloadStart, int PayloadLength, uint SequenceNumber);
