namespace Fleet.Ssh.HostKeys;

/// <summary>The public half of a key, of a server or of a user, as read from the wire.</summary>
public abstract class PublicKey
{
    /// <summary>Reads a public key blob (RFC 4253 section 6.6).</summary>
    /// <exception cref="SshProtocolException">The type is not known, or the key is malformed.</exception>
    public static PublicKey Read(ReadOnlySpan<byte> blob) => throw new NotImplementedException();

    /// <summary>Whether a signature, wrapped with its algorithm's name, is this key's of the data.</summary>
    public abstract bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
