using System.Security.Cryptography;

namespace Fleet.Ssh.KeyExchange;

/// <summary>Derives the keys of a session (RFC 4253 section 7.2).</summary>
/// <param name="hash">The hash of the key exchange.</param>
/// <param name="sharedSecret">K, as a big-endian number.</param>
/// <param name="exchangeHash">H of this exchange.</param>
/// <param name="sessionId">H of the first exchange of the connection.</param>
public sealed class SessionKeys(HashAlgorithmName hash, byte[] sharedSecret, byte[] exchangeHash, byte[] sessionId)
{
    /// <summary>Key material for a letter, <c>A</c> to <c>F</c>.</summary>
    /// <param name="letter">What the key is for.</param>
    /// <param name="length">Bytes wanted.</param>
    public byte[] Derive(char letter, int length) =>
        throw new NotImplementedException($"{hash}{sharedSecret}{exchangeHash}{sessionId}");
}
