using Fleet.Sessions.Ssh.HostKeys;

namespace Fleet.Sessions.Ssh;

/// <summary>How SSH connections are made.</summary>
public sealed record SshTransportOptions
{
    /// <summary>What to do with the keys that devices show.</summary>
    public HostKeyPolicy HostKeys { get; init; } = HostKeyPolicy.AcceptNew;

    /// <summary>
    /// Our own file of known host keys, in the format of OpenSSH's <c>known_hosts</c>; keys that are accepted as new
    /// are appended to it. Need not exist.
    /// </summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>The user's own file, which is only read; <see langword="null"/> for none. Need not exist.</summary>
    public string? UserKnownHostsFile { get; init; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts");

    /// <summary>Takes warnings for people, one line each; called from any thread.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}
