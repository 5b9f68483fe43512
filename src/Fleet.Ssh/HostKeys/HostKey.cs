namespace Fleet.Ssh.HostKeys;

/// <summary>The types of keys.</summary>
public enum HostKeyType
{
    /// <summary><c>ssh-ed25519</c> (RFC 8709).</summary>
    Ed25519,

    /// <summary><c>ecdsa-sha2-nistp256</c> (RFC 5656).</summary>
    EcdsaP256,

    /// <summary><c>ssh-rsa</c> of 2,048 bits, signing with SHA-2 too (RFC 8332).</summary>
    Rsa2048,

    /// <summary><c>ssh-rsa</c> of 1,024 bits, as old routers have it.</summary>
    Rsa1024,
}

/// <summary>A key pair that a server proves itself with.</summary>
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
    public static HostKey FromSeed(HostKeyType type, ReadOnlySpan<byte> seed) => throw new NotImplementedException();

    /// <summary>The type of key that a signature algorithm needs; RSA algorithms answer <see cref="HostKeyType.Rsa2048"/>.</summary>
    public static HostKeyType TypeFor(string algorithm) => throw new NotImplementedException();

    /// <summary>Signs, and wraps the signature with its algorithm's name as it goes over the wire.</summary>
    public abstract byte[] Sign(string algorithm, ReadOnlySpan<byte> data);

    /// <inheritdoc/>
    public abstract void Dispose();
}
