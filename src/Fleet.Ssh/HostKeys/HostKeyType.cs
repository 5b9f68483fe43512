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
