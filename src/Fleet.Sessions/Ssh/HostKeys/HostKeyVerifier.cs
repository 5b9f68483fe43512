namespace Fleet.Sessions.Ssh.HostKeys;

/// <summary>Decides by the policy and the known hosts whether a device's key is to be trusted.</summary>
/// <remarks>
/// A host that is known by another type of key alone is refused, unlike in OpenSSH, where <c>accept-new</c> takes a
/// key of a type not seen before: who is in between could simply offer another type.
/// </remarks>
internal sealed class HostKeyVerifier
{
    private readonly HostKeyPolicy _policy;
    private readonly KnownHostsFile _own;
    private readonly KnownHostsFile[] _files;

    public HostKeyVerifier(SshTransportOptions options)
    {
        _policy = options.HostKeys;
        _own = new KnownHostsFile(options.KnownHostsFile, options.Warn);
        _files = options.UserKnownHostsFile is { } user ? [new KnownHostsFile(user, options.Warn), _own] : [_own];
        if (_policy == HostKeyPolicy.Off)
            options.Warn("HOST KEYS ARE NOT CHECKED: whoever is between here and a device can read its password.");
    }

    /// <summary>The types of the keys that are known of a host, to be asked for first.</summary>
    public IReadOnlyList<string> KnownTypes(string host, int port) =>
        _policy == HostKeyPolicy.Off
            ? []
            : [.. Find(HostPatterns.NameOf(host, port)).Where(k => !k.IsRevoked).Select(k => k.KeyType).Distinct()];

    /// <summary>
    /// Null when the key may be trusted, else one line about why not and what to do. The device must have proven that
    /// it holds the key: under <c>accept-new</c> it is remembered.
    /// </summary>
    public string? Refuse(string host, int port, byte[] offered)
    {
        if (_policy == HostKeyPolicy.Off)
            return null;
        var name = HostPatterns.NameOf(host, port);
        var known = Find(name);
        var isRevoked = known.Exists(k => k.IsRevoked && Is(k, offered));
        if (!isRevoked && known.TrueForAll(k => k.IsRevoked) && _policy == HostKeyPolicy.AcceptNew)
            known.AddRange(_own.AddIfNone(name, offered));
        return Judge(name, known, offered);
    }

    private List<KnownHostKey> Find(string name) => [.. _files.SelectMany(f => f.Find(name))];

    private static bool Is(KnownHostKey key, byte[] offered) => key.Blob.AsSpan().SequenceEqual(offered);

    private string? Judge(string name, List<KnownHostKey> known, byte[] offered)
    {
        var shown = $"{KnownHostKey.TypeOf(offered)} {KnownHostKey.FingerprintOf(offered)}";
        if (known.Find(k => k.IsRevoked && Is(k, offered)) is { } revoked)
            return $"the host key of {name} is revoked ({revoked.File}:{revoked.Line}): {shown}";
        if (known.Exists(k => Is(k, offered)))
            return null;
        var others = known.Where(k => !k.IsRevoked).ToArray();
        if (others.Length == 0)
            return $"the host key of {name} is not known and the policy is strict: it shows {shown}; if that is the "
                + $"device's own fingerprint, add the key to {_own.Path} (ssh-keyscan prints the line)";
        var type = KnownHostKey.TypeOf(offered);
        var expected = others.FirstOrDefault(k => k.KeyType == type) ?? others[0];
        return $"the host key of {name} has changed: it shows {shown}, known is {expected.KeyType} "
            + $"{expected.Fingerprint} ({expected.File}:{expected.Line}); if the device was replaced or given a new "
            + "key, compare the fingerprint on the device and remove that line, otherwise someone is in between";
    }
}
