using Renci.SshNet;

namespace Fleet.Sessions.Ssh;

/// <summary>Which algorithms are offered, and in which order.</summary>
internal static class Algorithms
{
    /// <summary>
    /// Everything that SSH.NET knows stays on offer, down to what only old devices need (<c>ssh-rsa</c>,
    /// <c>diffie-hellman-group1-sha1</c>, <c>3des-cbc</c>); the order decides (RFC 4253 section 7.1). Keys of the types
    /// that are known of the host are asked for first, as there is nothing to compare others with.
    /// </summary>
    public static void Arrange(ConnectionInfo info, IReadOnlyList<string> knownKeyTypes)
    {
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
