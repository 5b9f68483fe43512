using System.Security.Cryptography;
using Fleet.Ssh.Wire;

namespace Fleet.Ssh.HostKeys;

/// <summary>The public half of a key, of a server or of a user, as read from the wire.</summary>
public abstract class PublicKey
{
    /// <summary>The signature algorithms that this key can be used with.</summary>
    public abstract IReadOnlyList<string> Algorithms { get; }

    /// <summary>Reads a public key blob (RFC 4253 section 6.6).</summary>
    /// <exception cref="SshProtocolException">The type is not known, or the key is malformed.</exception>
    public static PublicKey Read(ReadOnlySpan<byte> blob)
    {
        var reader = new SshReader(blob);
        string type = reader.ReadName();
        PublicKey key = type switch
        {
            Ed25519PublicKey.Name => new Ed25519PublicKey(ref reader),
            EcdsaPublicKey.Name => new EcdsaPublicKey(ref reader),
            RsaPublicKey.Name => new RsaPublicKey(ref reader),
            _ => throw new SshProtocolException(DisconnectReason.ProtocolError, "The peer sent a key of a type that is not known."),
        };
        reader.ReadEnd();
        return key;
    }

    /// <summary>Whether a signature, wrapped with its algorithm's name, is this key's of the data.</summary>
    /// <param name="algorithm">The algorithm that was agreed on, or that a request named.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature; a malformed one is just not right.</param>
    public bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            var reader = new SshReader(signature);
            if (!Algorithms.Contains(algorithm) || reader.ReadName() != algorithm)
                return false;
            var raw = reader.ReadString();
            reader.ReadEnd();
            return VerifyRaw(algorithm, data, raw);
        }
        catch (Exception exception) when (exception is SshProtocolException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Verifies a signature of one of <see cref="Algorithms"/>; malformed ones may throw what readers throw.</summary>
    private protected abstract bool VerifyRaw(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    private protected static SshProtocolException Malformed(string type) =>
        new(DisconnectReason.ProtocolError, $"The peer sent a malformed {type} key.");
}
