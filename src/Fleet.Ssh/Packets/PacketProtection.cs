using System.Security.Cryptography;
using Fleet.Ssh.KeyExchange;

namespace Fleet.Ssh.Packets;

/// <summary>Cipher and MAC of one direction, with their keys.</summary>
/// <remarks>A packet is its length, the length of its padding, its payload and its padding (RFC 4253 section 6).</remarks>
public abstract class PacketProtection : IDisposable
{
    /// <summary>Whether the length travels unencrypted, and is not counted when padding fills up to a block.</summary>
    internal abstract bool IsLengthClear { get; }

    /// <summary>What padding fills packets up to a multiple of, in bytes.</summary>
    internal abstract int BlockSize { get; }

    /// <summary>Bytes of the MAC or tag that follows a packet.</summary>
    internal abstract int TagLength { get; }

    /// <summary>Whether a peer must not learn from our behaviour what a length decrypted to.</summary>
    internal virtual bool IsLengthSecret => false;

    /// <summary>Longest packet that is taken, its length field included.</summary>
    internal virtual int LongestPacket => PacketDecoder.LongestPacket;

    /// <summary>Bytes from which a packet's length can be told.</summary>
    internal int HeaderLength => IsLengthClear ? 4 : BlockSize;

    /// <summary>Makes the protection of one direction.</summary>
    /// <param name="cipher">The agreed cipher.</param>
    /// <param name="mac">The agreed MAC; unused with an AEAD cipher.</param>
    /// <param name="keys">Where the keys come from.</param>
    /// <param name="toServer">Which direction: letters A, C, E or B, D, F.</param>
    /// <param name="encrypts">Whether we send in this direction.</param>
    /// <exception cref="ArgumentException">Cipher or MAC is not known.</exception>
    public static PacketProtection Create(string cipher, string mac, SessionKeys keys, bool toServer, bool encrypts)
    {
        byte[] Iv(int length) => keys.Derive(toServer ? 'A' : 'B', length);
        byte[] Key(int length) => keys.Derive(toServer ? 'C' : 'D', length);
        byte[] MacKey(int length) => keys.Derive(toServer ? 'E' : 'F', length);

        BlockProtection WithMac(IPacketCipher packetCipher) => mac switch
        {
            "hmac-sha2-256" => new(packetCipher, new PacketMac(HashAlgorithmName.SHA256, MacKey(32)), isMacOfCiphertext: false),
            "hmac-sha2-256-etm@openssh.com" =>
                new(packetCipher, new PacketMac(HashAlgorithmName.SHA256, MacKey(32)), isMacOfCiphertext: true),
            "hmac-sha1" => new(packetCipher, new PacketMac(HashAlgorithmName.SHA1, MacKey(20)), isMacOfCiphertext: false),
            _ => throw new ArgumentException($"There is no MAC named '{mac}'.", nameof(mac)),
        };

        return cipher switch
        {
            "aes128-gcm@openssh.com" => new GcmProtection(Key(16), Iv(12)),
            "aes256-gcm@openssh.com" => new GcmProtection(Key(32), Iv(12)),
            "aes128-ctr" => WithMac(new CtrCipher(Key(16), Iv(16))),
            "aes256-ctr" => WithMac(new CtrCipher(Key(32), Iv(16))),
            "aes128-cbc" => WithMac(new CbcCipher(Aes.Create(), Key(16), Iv(16), encrypts)),
#pragma warning disable CA5350 // Some old routers have no other cipher.
            "3des-cbc" => WithMac(new CbcCipher(TripleDES.Create(), Key(24), Iv(8), encrypts)),
#pragma warning restore CA5350
            _ => throw new ArgumentException($"There is no cipher named '{cipher}'.", nameof(cipher)),
        };
    }

    /// <summary>Whether a cipher authenticates by itself, so that no MAC is needed (RFC 5647 section 5.1).</summary>
    public static bool IsAead(string cipher) => cipher is "aes128-gcm@openssh.com" or "aes256-gcm@openssh.com";

    /// <summary>Encrypts a packet in place and computes its tag.</summary>
    internal abstract void Seal(uint sequenceNumber, Span<byte> packet, Span<byte> tag);

    /// <summary>Decrypts, in place, the header of a packet as far as its length can be told.</summary>
    internal abstract void OpenHeader(Span<byte> header);

    /// <summary>Decrypts a packet, whose header is open already, in place.</summary>
    /// <returns>Whether the tag is right; if it is not, the packet is worth nothing.</returns>
    internal abstract bool TryOpen(uint sequenceNumber, Span<byte> packet, ReadOnlySpan<byte> tag);

    /// <inheritdoc/>
    public abstract void Dispose();
}
