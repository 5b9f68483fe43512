using System.Security.Cryptography;

namespace Fleet.Ssh.KeyExchange;

/// <summary>One side of one run of a key exchange method; a pair of fresh keys is made with it.</summary>
public interface IKeyAgreement : IDisposable
{
    /// <summary>The hash of the method.</summary>
    HashAlgorithmName Hash { get; }

    /// <summary>
    /// Whether public values travel as <c>mpint</c> (RFC 4253 section 8) or as <c>string</c> (RFC 5656 section 4).
    /// </summary>
    bool IsMpint { get; }

    /// <summary>Our public value: big-endian number or encoded point.</summary>
    ReadOnlyMemory<byte> PublicValue { get; }

    /// <summary>The shared secret K as a big-endian number.</summary>
    /// <exception cref="SshProtocolException">The peer's value is not one that the method allows.</exception>
    byte[] Agree(ReadOnlySpan<byte> peerPublicValue);
}
