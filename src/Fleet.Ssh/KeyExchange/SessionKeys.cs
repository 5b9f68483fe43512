using System.Security.Cryptography;
using Fleet.Ssh.Wire;

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
    public byte[] Derive(char letter, int length)
    {
        var input = new SshWriter(4 + 1 + sharedSecret.Length + exchangeHash.Length + Math.Max(1 + sessionId.Length, length));
        input.WriteMpint(sharedSecret);
        input.WriteBytes(exchangeHash);
        int common = input.Length;
        input.WriteByte((byte)letter);
        input.WriteBytes(sessionId);
        byte[] material = CryptographicOperations.HashData(hash, input.Written);

        // Where one hash is too short, the next is of what there is so far.
        while (material.Length < length)
        {
            input.Truncate(common);
            input.WriteBytes(material);
            material = [.. material, .. CryptographicOperations.HashData(hash, input.Written)];
        }

        return material[..length];
    }
}
