using System.Buffers;
using System.Security.Cryptography;
using Fleet.Ssh.KeyExchange;
using Fleet.Ssh.Packets;

namespace Fleet.Ssh.Tests.Packets;

/// <summary>The two ends of one direction, under the same keys.</summary>
internal sealed class PacketPair : IDisposable
{
    private PacketPair()
    {
    }

    /// <summary>Every cipher with every MAC; and none of both, as before the first keys.</summary>
    public static TheoryData<string, string> Suites
    {
        get
        {
            var suites = new TheoryData<string, string>
            {
                { "none", "" },
                { "aes128-gcm@openssh.com", "" },
                { "aes256-gcm@openssh.com", "" },
            };
            foreach (string cipher in new[] { "aes128-ctr", "aes256-ctr", "aes128-cbc", "3des-cbc" })
            {
                foreach (string mac in new[] { "hmac-sha2-256", "hmac-sha2-256-etm@openssh.com", "hmac-sha1" })
                    suites.Add(cipher, mac);
            }

            return suites;
        }
    }

    public PacketEncoder Encoder { get; } = new();

    public PacketDecoder Decoder { get; } = new();

    public ArrayBufferWriter<byte> Sent { get; } = new();

    /// <summary>A pair under some keys.</summary>
    public static PacketPair Of(string cipher, string mac)
    {
        var pair = new PacketPair();
        if (cipher != "none")
            pair.ChangeKeys(cipher, mac, seed: 1, resetSequence: false);
        return pair;
    }

    /// <summary>Keys that a seed determines.</summary>
    public static SessionKeys Keys(byte seed) =>
        new(HashAlgorithmName.SHA256, [seed, 2, 3], SHA256.HashData([seed]), SHA256.HashData([9]));

    public void ChangeKeys(string cipher, string mac, byte seed, bool resetSequence)
    {
        Encoder.ChangeKeys(PacketProtection.Create(cipher, mac, Keys(seed), toServer: true, encrypts: true), resetSequence);
        Decoder.ChangeKeys(PacketProtection.Create(cipher, mac, Keys(seed), toServer: true, encrypts: false), resetSequence);
    }

    /// <summary>Encodes a payload; the bytes of its packet.</summary>
    public byte[] Encode(ReadOnlySpan<byte> payload)
    {
        Sent.ResetWrittenCount();
        Encoder.Encode(payload, Sent);
        return Sent.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }
}
