using CsCheck;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Tests.Packets;

/// <summary>Streams that are not what an encoder made of them.</summary>
public sealed class PacketDamageTests
{
    public static TheoryData<string, string> Suites => PacketPair.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_bit_that_flips_anywhere_is_noticed(string cipher, string mac)
    {
        if (cipher == "none")
            return;
        Gen.Select(Gen.Byte.Array[1, 60], Gen.Int, Gen.Int[0, 7]).Sample(
            (payload, where, bit) =>
            {
                using var pair = PacketPair.Of(cipher, mac);
                byte[] packet = pair.Encode(payload);
                packet[(int)((uint)where % packet.Length)] ^= (byte)(1 << bit);
                // The length may have become any other.
                byte[] stream = [.. packet, .. new byte[PacketDecoder.LongestPacket]];
                var exception = Assert.Throws<SshProtocolException>(() => pair.Decoder.TryDecode(stream, out _));
                Assert.True(exception.Reason is DisconnectReason.MacError or DisconnectReason.ProtocolError);
            },
            iter: 200);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_packet_that_comes_twice_or_out_of_order_is_noticed(string cipher, string mac)
    {
        if (cipher == "none")
            return;
        using var pair = PacketPair.Of(cipher, mac);
        byte[] first = pair.Encode([1]);
        byte[] again = [.. first];
        byte[] second = pair.Encode([2]);
        byte[] third = pair.Encode([3]);
        Assert.True(pair.Decoder.TryDecode(first, out _));
        AssertRefused(pair, again);

        using var other = PacketPair.Of(cipher, mac);
        AssertRefused(other, second);
        Assert.NotEqual(second, third);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Any_bytes_at_all_are_packets_or_wait_for_more_or_are_refused(string cipher, string mac) =>
        Gen.Select(Gen.Frequency((1, Gen.Byte), (1, Gen.Byte[0, 16])).Array[0, 300], Gen.Int[0, 3]).Sample(
            (bytes, zeros) =>
            {
                // Small lengths are rare among random ones.
                bytes = [.. new byte[zeros], .. bytes];
                using var pair = PacketPair.Of(cipher, mac);
                Span<byte> received = bytes;
                try
                {
                    while (pair.Decoder.TryDecode(received, out var packet))
                    {
                        Assert.InRange(packet.Consumed, 16, received.Length);
                        Assert.InRange(packet.PayloadLength, 1, packet.Consumed - packet.PayloadStart);
                        received = received[packet.Consumed..];
                    }
                }
                catch (SshProtocolException)
                {
                    // The only way to fail.
                }
            },
            iter: 2_000);

    [Theory]
    [InlineData("00000000 04 00 00000000 000000000000", "length, 0")]
    [InlineData("00000004 04 00 00000000 000000000000", "length, 4")]
    [InlineData("0000000d 04 00 00000000 000000000000", "length, 13")]
    [InlineData("000088b9 04 00 00000000 000000000000", "length, 35001")]
    [InlineData("7ffffffc 04 00 00000000 000000000000", "length, 2147483644")]
    [InlineData("80000004 04 00 00000000 000000000000", "length, 2147483652")]
    [InlineData("ffffffff 04 00 00000000 000000000000", "length, 4294967295")]
    [InlineData("fffffffc 04 00 00000000 000000000000", "length, 4294967292")]
    [InlineData("0000000c 03 00 00000000 000000000000", "padding")]
    [InlineData("0000000c 0b 00 00000000 000000000000", "padding")]
    [InlineData("0000000c ff 00 00000000 000000000000", "padding")]
    public void Lengths_that_cannot_be_are_refused(string packet, string message)
    {
        using var decoder = new PacketDecoder();
        byte[] bytes = Wire.Layout.Hex(packet);
        var exception = Assert.Throws<SshProtocolException>(() => decoder.TryDecode(bytes, out _));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes128-cbc", "hmac-sha1", 0)]
    [InlineData("aes128-cbc", "hmac-sha1", 2)]
    [InlineData("aes128-cbc", "hmac-sha1", 20)]
    [InlineData("3des-cbc", "hmac-sha2-256", 0)]
    [InlineData("3des-cbc", "hmac-sha2-256", -1)]
    public void A_damaged_CBC_packet_is_refused_after_the_same_number_of_bytes_wherever_it_is_damaged(
        string cipher, string mac, int where)
    {
        using var pair = PacketPair.Of(cipher, mac);
        byte[] packet = pair.Encode(new byte[100]);
        packet[where < 0 ? ^-where : where] ^= 0x10;
        byte[] stream = new byte[PacketDecoder.LongestPacket];
        packet.CopyTo(stream, 0);

        for (int length = 0; length < stream.Length; length += 97)
            Assert.False(pair.Decoder.TryDecode(stream.AsSpan(0, length), out _));

        var exception = Assert.Throws<SshProtocolException>(() => pair.Decoder.TryDecode(stream, out _));
        Assert.Equal(DisconnectReason.MacError, exception.Reason);
    }

    private static void AssertRefused(PacketPair pair, byte[] packet)
    {
        byte[] stream = [.. packet, .. new byte[PacketDecoder.LongestPacket]];
        Assert.Throws<SshProtocolException>(() => pair.Decoder.TryDecode(stream, out _));
    }
}
