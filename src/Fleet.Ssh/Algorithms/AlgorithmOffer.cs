namespace Fleet.Ssh.Algorithms;

/// <summary>What one side offers, best first, by the names of the registries (RFC 4250 section 4.6).</summary>
public sealed record AlgorithmOffer
{
    /// <summary>Everything modern that is implemented: curve25519, nistp256, group14-sha256; GCM and CTR; HMAC-SHA-256.</summary>
    public static AlgorithmOffer Modern => throw new NotImplementedException();

    /// <summary>What routers of the 2000s offer, and nothing else: SHA-1 groups, ssh-rsa, CBC, hmac-sha1.</summary>
    public static AlgorithmOffer Legacy => throw new NotImplementedException();

    /// <summary>Key exchange methods.</summary>
    public required IReadOnlyList<string> KeyExchanges { get; init; }

    /// <summary>Signature algorithms of the server's host key.</summary>
    public required IReadOnlyList<string> HostKeys { get; init; }

    /// <summary>Ciphers, the same for both directions.</summary>
    public required IReadOnlyList<string> Ciphers { get; init; }

    /// <summary>MACs, the same for both directions.</summary>
    public required IReadOnlyList<string> Macs { get; init; }
}
