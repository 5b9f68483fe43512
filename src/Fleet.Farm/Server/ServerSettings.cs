using Fleet.Ssh.Algorithms;
using Fleet.Ssh.HostKeys;

namespace Fleet.Farm.Server;

/// <summary>How an SSH server presents itself to a client.</summary>
public sealed record ServerSettings
{
    /// <summary>The identification line without CR LF, such as <c>SSH-2.0-Cisco-1.25</c>.</summary>
    public required string Identification { get; init; }

    /// <summary>The algorithms on offer.</summary>
    public required AlgorithmOffer Algorithms { get; init; }

    /// <summary>The host key of a type; called when a client has chosen it, and the caller does not dispose of it.</summary>
    public required Func<HostKeyType, HostKey> HostKey { get; init; }

    /// <summary>The authentication methods on offer, among <c>password</c>, <c>keyboard-interactive</c>, <c>publickey</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["password", "keyboard-interactive", "publickey"];

    /// <summary>A text to show before the login (RFC 4252 section 5.4); empty: none.</summary>
    public string LoginBanner { get; init; } = "";

    /// <summary>Whether <see cref="LoginBanner"/> is shown again and again, and nothing else is done.</summary>
    public bool RepeatsLoginBanner { get; init; }

    /// <summary>Whether keyboard-interactive is one question after the other, whatever the answers are.</summary>
    public bool AsksForEver { get; init; }

    /// <summary>Whether channels are opened; if not, requests for them are never answered.</summary>
    public bool ConfirmsChannels { get; init; } = true;

    /// <summary>Bytes that a client may send on a channel before they are read.</summary>
    public int ChannelWindow { get; init; } = 64 * 1024;

    /// <summary>The distance that the connection pretends to have.</summary>
    public NetworkPath Path { get; init; } = NetworkPath.Direct;

    /// <summary>Bytes in one direction after which the server asks for new keys; RFC 4253 section 9 says a gigabyte.</summary>
    public long RekeyBytes { get; init; } = 1L << 30;
}

/// <summary>A simulated network: everything that the server sends arrives later, and no faster than the bandwidth.</summary>
/// <param name="RoundTrip">Added to each answer; what is sent without waiting for an answer is not slowed down.</param>
/// <param name="BytesPerSecond">Bandwidth towards the client; 0: not limited.</param>
public sealed record NetworkPath(TimeSpan RoundTrip, long BytesPerSecond)
{
    /// <summary>No delay, no limit.</summary>
    public static NetworkPath Direct { get; } = new(TimeSpan.Zero, 0);
}
