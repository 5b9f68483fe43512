namespace Fleet.Ssh.Algorithms;

/// <summary>What one side offers, best first, by the names of the registries (RFC 4250 section 4.6).</summary>
public sealed record AlgorithmOffer
{
    /// <summary>Everything modern that is implemented: curve25519, nistp256, group14-sha256; GCM and CTR; HMAC-SHA-256.</summary>
    public static AlgorithmOffer Modern { get; } = new()
    {
        KeyExchanges =
            ["curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "diffie-hellman-group14-sha256"],
        HostKeys = ["ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256"],
        Ciphers = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes256-ctr"],
        Macs = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-256"],
    };

    /// <summary>What routers of the 2000s offer, and nothing else: SHA-1 groups, ssh-rsa, CBC, hmac-sha1.</summary>
    public static AlgorithmOffer Legacy { get; } = new()
    {
        KeyExchanges = ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"],
        HostKeys = ["ssh-rsa"],
        Ciphers = ["aes128-cbc", "3des-cbc"],
        Macs = ["hmac-sha1"],
    };

    /// <summary>Key exchange methods.</summary>
    public required IReadOnlyList<string> KeyExchanges { get; init; }

    /// <summary>Signature algorithms of the server's host key.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    /// <summary>Ciphers, the same for both directions.</summary>
    public required IReadOnlyList<string> Ciphers { get; init; }

    /// <summary>MACs, the same for both directions.</summary>
    public required IReadOnlyList<string> Macs { get; init; }
}
