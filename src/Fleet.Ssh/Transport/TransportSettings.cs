using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;

namespace Fleet.Ssh.Transport;

/// <summary>How one side of a connection presents itself.</summary>
public sealed record TransportSettings
{
    /// <summary>The identification line without CR LF, at most 253 characters (RFC 4253 section 4.2).</summary>
    public required string Identification { get; init; }

    /// <summary>The algorithms on offer.</summary>
    public required AlgorithmOffer Algorithms { get; init; }

    /// <summary>Bytes in one direction after which new keys are asked for; RFC 4253 section 9 says a gigabyte.</summary>
    public long RekeyBytes { get; init; } = 1L << 30;
}

/// <summary>The side of a connection. It only shows in the key exchange.</summary>
public abstract record TransportRole
{
    private TransportRole()
    {
    }

    /// <summary>Proves itself with a host key.</summary>
    /// <param name="HostKey">The key of a type; it is not disposed of.</param>
    public sealed record Server(Func<HostKeyType, HostKey> HostKey) : TransportRole;

    /// <summary>Trusts a host key, or does not.</summary>
    /// <param name="Trusts">Whether the key with this public blob is the server's; its signature is checked already.</param>
    public sealed record Client(Predicate<ReadOnlyMemory<byte>> Trusts) : TransportRole;
}
