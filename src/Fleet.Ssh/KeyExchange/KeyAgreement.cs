using System.Security.Cryptography;

namespace Fleet.Ssh.KeyExchange;

/// <summary>The key exchange methods by name.</summary>
public static class KeyAgreement
{
    /// <summary>Starts a run of a method with fresh keys.</summary>
    /// <exception cref="ArgumentException">The method is not known.</exception>
    public static IKeyAgreement Start(string method) => method switch
    {
        "curve25519-sha256" or "curve25519-sha256@libssh.org" => new Curve25519Agreement(),
        "ecdh-sha2-nistp256" => new NistP256Agreement(),
        "diffie-hellman-group14-sha256" => DiffieHellmanAgreement.Group14(HashAlgorithmName.SHA256),
        "diffie-hellman-group14-sha1" => DiffieHellmanAgreement.Group14(HashAlgorithmName.SHA1),
        "diffie-hellman-group1-sha1" => DiffieHellmanAgreement.Group1(HashAlgorithmName.SHA1),
        _ => throw new ArgumentException($"There is no key exchange method named '{method}'.", nameof(method)),
    };

    internal static SshProtocolException NotAllowed(string method) =>
        new(DisconnectReason.KeyExchangeFailed, $"The peer sent a public value that {method} does not allow.");
}
