using Renci.SshNet;

namespace Fleet.Sessions.Ssh;

/// <summary>Which algorithms are offered, and in which order.</summary>
internal static class Algorithms
{
    // SSH.NET computes sntrup761 in managed code, for some 35 ms of CPU where elliptic curves take under one: more than
    // all the rest of a session. It stays on offer, behind what else servers of its time have.
    private static readonly string[] LastKeyExchanges = ["sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com"];

    // Computed by the platform in one pass, where the others are put together from a cipher and a MAC.
    private static readonly string[] FirstCiphers = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"];

    /// <summary>
    /// Everything that SSH.NET knows stays on offer, down to what only old devices need (<c>ssh-rsa</c>,
    /// <c>diffie-hellman-group1-sha1</c>, <c>3des-cbc</c>); the order decides (RFC 4253 section 7.1). Keys of the types
    /// that are known of the host are asked for first, as there is nothing to compare others with.
    /// </summary>
    public static void Arrange(ConnectionInfo info, IReadOnlyList<string> knownKeyTypes)
    {
        foreach (var exchange in LastKeyExchanges)
            info.KeyExchangeAlgorithms.SetPosition(exchange, info.KeyExchangeAlgorithms.Count - 1);
        for (var i = 0; i < FirstCiphers.Length; i++)
            info.Encryptions.SetPosition(FirstCiphers[i], i);

        // A packet of 64 kB could be unpacked to 64 MB. Every server has "none" (RFC 4253 section 6.2).
        foreach (var compression in info.CompressionAlgorithms.Keys.Where(k => k != "none").ToArray())
            info.CompressionAlgorithms.Remove(compression);

        var hostKeys = info.HostKeyAlgorithms;
        // A certificate is trusted through its authority, and we know none.
        foreach (var certificate in hostKeys.Keys.Where(k => k.Contains("-cert-", StringComparison.Ordinal)).ToArray())
            hostKeys.Remove(certificate);
        var position = 0;
        foreach (var algorithm in knownKeyTypes.SelectMany(AlgorithmsOf).Where(hostKeys.ContainsKey))
            hostKeys.SetPosition(algorithm, position++);
    }

    /// <summary>The signature algorithms of a type of key: an RSA key has several (RFC 8332).</summary>
    private static string[] AlgorithmsOf(string keyType) =>
        keyType == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [keyType];
}
