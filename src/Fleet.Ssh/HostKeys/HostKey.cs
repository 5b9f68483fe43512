using System.Security.Cryptography;
using System.Text;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.HostKeys;

/// <summary>A key pair that a server proves itself with.</summary>
/// <remarks>Many connections may sign with one key at the same time.</remarks>
public abstract class HostKey : IDisposable
{
    /// <summary>The type.</summary>
    public abstract HostKeyType Type { get; }

    /// <summary>The public key as it goes over the wire (RFC 4253 section 6.6).</summary>
    public abstract ReadOnlyMemory<byte> PublicBlob { get; }

    /// <summary>The signature algorithms that this key can be used with.</summary>
    public abstract IReadOnlyList<string> Algorithms { get; }

    /// <summary>
    /// The key that a seed determines: the same seed gives the same key, on any machine. For tests and simulations; a
    /// seed that can be guessed makes a key that can be guessed.
    /// </summary>
    /// <remarks>An RSA key of 2,048 bits takes some 200 ms to find, one of 1,024 bits 20 ms, the others less than 1 ms.</remarks>
    public static HostKey FromSeed(HostKeyType type, ReadOnlySpan<byte> seed) => type switch
    {
        HostKeyType.Ed25519 => new Ed25519HostKey(Spread("ssh-ed25519", seed)),
        HostKeyType.EcdsaP256 => EcdsaHostKey.FromSeed(Spread("ecdsa-sha2-nistp256", seed)),
        HostKeyType.Rsa2048 => RsaHostKey.FromSeed(type, 2048, Spread("ssh-rsa 2048", seed)),
        HostKeyType.Rsa1024 => RsaHostKey.FromSeed(type, 1024, Spread("ssh-rsa 1024", seed)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type of key."),
    };

    /// <summary>The type of key that a signature algorithm needs; RSA algorithms answer <see cref="HostKeyType.Rsa2048"/>.</summary>
    /// <exception cref="ArgumentException">The algorithm is not known.</exception>
    public static HostKeyType TypeFor(string algorithm) => algorithm switch
    {
        Ed25519PublicKey.Name => HostKeyType.Ed25519,
        EcdsaPublicKey.Name => HostKeyType.EcdsaP256,
        _ when RsaPublicKey.SignatureAlgorithms.Contains(algorithm) => HostKeyType.Rsa2048,
        _ => throw new ArgumentException($"There is no signature algorithm named '{algorithm}'.", nameof(algorithm)),
    };

    /// <summary>Signs, and wraps the signature with its algorithm's name as it goes over the wire.</summary>
    /// <exception cref="ArgumentException">The algorithm is none of this key's.</exception>
    public byte[] Sign(string algorithm, ReadOnlySpan<byte> data)
    {
        if (!Algorithms.Contains(algorithm))
            throw new ArgumentException($"A key of type {Type} does not sign with '{algorithm}'.", nameof(algorithm));
        byte[] signature = SignRaw(algorithm, data);
        var writer = new SshWriter(4 + algorithm.Length + 4 + signature.Length);
        writer.WriteText(algorithm);
        writer.WriteString(signature);
        return writer.Written.ToArray();
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Signs with one of <see cref="Algorithms"/>.</summary>
    private protected abstract byte[] SignRaw(string algorithm, ReadOnlySpan<byte> data);

    /// <summary>Makes 32 bytes of a seed of any length, others for each type.</summary>
    private static byte[] Spread(string label, ReadOnlySpan<byte> seed) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(label), 0, .. seed]);
}
