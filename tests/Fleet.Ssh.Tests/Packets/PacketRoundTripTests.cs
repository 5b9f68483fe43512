using CsCheck;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Tests.Packets;

/// <summary>What is encoded is decoded, whatever pieces it arrives in.</summary>
public sealed class PacketRoundTripTests
{
    private static readonly Gen<byte[]> Payload = Gen.Frequency(
        (8, Gen.Byte.Array[1, 100]),
        (2, Gen.Select(Gen.Byte, Gen.Int[1, 34_000]).Select((fill, length) => Enumerable.Repeat(fill, length).ToArray())));

    public static TheoryData<string, string> Suites => PacketPair.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public void Payloads_come_back_however_the_stream_is_cut(string cipher, string mac) =>
        Gen.Select(Payload.Array[1, 8], Gen.Frequency((1, Gen.Int[1, 20]), (2, Gen.Int[1, 50_000])).Array[1, 20]).Sample(
            (payloads, cuts) =>
            {
                using var pair = PacketPair.Of(cipher, mac);
                byte[] stream = [.. payloads.SelectMany(payload => pair.Encode(payload))];
                Assert.Equal(stream.Length, pair.Encoder.BytesUnderKeys);

                var decoded = new List<byte[]>();
                // Each piece arrives in another buffer, so that nothing can depend on where the bytes lie.
                byte[] received = [];
                int sent = 0;
                for (int i = 0; sent < stream.Length; i++)
                {
                    int piece = Math.Min(cuts[i % cuts.Length], stream.Length - sent);
                    received = [.. received, .. stream.AsSpan(sent, piece)];
                    sent += piece;
                    while (pair.Decoder.TryDecode(received, out var packet))
                    {
                        Assert.Equal((uint)decoded.Count, packet.SequenceNumber);
                        decoded.Add(received.AsSpan(packet.PayloadStart, packet.PayloadLength).ToArray());
                        received = received[packet.Consumed..];
                    }
                }

                Assert.Empty(received);
                Assert.Equal(payloads, decoded);
                Assert.Equal(stream.Length, pair.Decoder.BytesUnderKeys);
                Assert.Equal((uint)payloads.Length, pair.Decoder.SequenceNumber);
                Assert.Equal((uint)payloads.Length, pair.Encoder.SequenceNumber);
            },
            iter: 60);

    [Theory]
    [MemberData(nameof(Suites))]
    public void Bytes_that_are_not_decoded_yet_are_left_as_they_are(string cipher, string mac)
    {
        using var pair = PacketPair.Of(cipher, mac);
        byte[] packet = pair.Encode([1, 2, 3, 4, 5]);
        for (int length = 0; length < packet.Length; length++)
        {
            byte[] part = packet[..length];
            Assert.False(pair.Decoder.TryDecode(part, out _));
            Assert.Equal(packet[..length], part);
        }

        Assert.True(pair.Decoder.TryDecode(packet, out _));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Packets_have_the_shape_that_RFC_4253_section_6_asks_for(string cipher, string mac)
    {
        int block = cipher switch { "none" or "3des-cbc" => 8, _ => 16 };
        bool isLengthClear = cipher.Contains("gcm") || mac.Contains("etm");
        int tag = cipher switch
        {
            "none" => 0,
            _ when cipher.Contains("gcm") => 16,
            _ => mac == "hmac-sha1" ? 20 : 32,
        };
        for (int length = 1; length <= 70; length++)
        {
            using var pair = PacketPair.Of(cipher, mac);
            byte[] packet = pair.Encode(new byte[length]);
            int encrypted = packet.Length - tag - (isLengthClear ? 4 : 0);
            Assert.Equal(0, encrypted % block);
            Assert.True(packet.Length - tag >= Math.Min(16, 4 + block));
            Assert.True(pair.Decoder.TryDecode(packet, out _));
            Assert.InRange(packet[4], 4, 4 + block - 1);
            Assert.Equal(packet.Length - tag, 5 + length + packet[4]);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void The_longest_packet_is_taken_and_a_longer_one_is_not_made(string cipher, string mac)
    {
        using var pair = PacketPair.Of(cipher, mac);
        int longest = cipher == "none" ? 35_000 : PacketDecoder.LongestPacket;
        byte[] payload = new byte[longest - 5 - 20];
        byte[] packet = pair.Encode(payload);
        Assert.True(pair.Decoder.TryDecode(packet, out var decoded));
        Assert.Equal(payload.Length, decoded.PayloadLength);
        Assert.Throws<ArgumentException>(() => pair.Encode(new byte[longest]));
        Assert.Throws<ArgumentException>(() => pair.Encode([]));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Keys_change_between_packets_with_and_without_the_numbers_starting_again(string cipher, string mac)
    {
        if (cipher == "none")
            return;
        foreach (bool resetSequence in new[] { false, true })
        {
            using var pair = PacketPair.Of("none", "");
            byte[] first = pair.Encode([1]);
            Assert.True(pair.Decoder.TryDecode(first, out _));

            for (byte seed = 1; seed < 4; seed++)
            {
                pair.ChangeKeys(cipher, mac, seed, resetSequence);
                Assert.Equal(0, pair.Encoder.BytesUnderKeys);
                byte[] next = pair.Encode([seed]);
                Assert.True(pair.Decoder.TryDecode(next, out var packet));
                Assert.Equal(resetSequence ? 0u : seed, packet.SequenceNumber);
                Assert.Equal(seed, next[packet.PayloadStart]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void The_two_directions_have_different_keys(string cipher, string mac)
    {
        if (cipher == "none")
            return;
        using var pair = PacketPair.Of(cipher, mac);
        pair.Decoder.ChangeKeys(
            PacketProtection.Create(cipher, mac, PacketPair.Keys(1), toServer: false, encrypts: false), resetSequence: false);
        byte[] stream = [.. pair.Encode(new byte[100]), .. new byte[PacketDecoder.LongestPacket]];
        Assert.Throws<SshProtocolException>(() => pair.Decoder.TryDecode(stream, out _));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Nothing_is_allocated_for_a_packet_but_by_CBC(string cipher, string mac)
    {
        // The platform's CBC in one call makes a cipher for each.
        if (cipher.Contains("cbc"))
            return;
        using var pair = PacketPair.Of(cipher, mac);
        byte[] payload = new byte[500];
        RoundTrip();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            RoundTrip();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RoundTrip()
        {
            pair.Sent.ResetWrittenCount();
            pair.Encoder.Encode(payload, pair.Sent);
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(pair.Sent.WrittenMemory, out var bytes);
            Assert.True(pair.Decoder.TryDecode(bytes, out _));
        }
    }

    [Fact]
    public void A_cipher_or_MAC_that_is_not_known_is_an_error_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => PacketProtection.Create("rot13", "", PacketPair.Keys(1), true, true));
        Assert.Throws<ArgumentException>(() => PacketProtection.Create("aes128-ctr", "crc32", PacketPair.Keys(1), true, true));
    }
}
