namespace Fleet.Farm.Faults;

/// <summary>What can be wrong with a simulated device. Profiles write these names in kebab case: <c>hang-in-output</c>.</summary>
public enum FaultKind
{
    /// <summary>Nobody listens on its port: the connection is refused by the kernel.</summary>
    ConnectionRefused,

    /// <summary>Its packets are lost: a connection attempt is never answered.</summary>
    Unreachable,

    /// <summary>Accepts the connection and never says a word.</summary>
    Silent,

    /// <summary>Resets the connection as soon as it is accepted.</summary>
    ResetOnConnect,

    /// <summary>Resets the connection in the middle of the key exchange.</summary>
    ResetInKeyExchange,

    /// <summary>Resets the connection when the login is tried.</summary>
    ResetInAuthentication,

    /// <summary>Resets the connection when a shell is asked for.</summary>
    ResetOnShell,

    /// <summary>Sends bytes that are no SSH identification, and closes.</summary>
    GarbageBanner,

    /// <summary>Sends lines before the identification (RFC 4253 section 4.2) that never end.</summary>
    EndlessBanner,

    /// <summary>Offers only algorithms that no client has.</summary>
    NoCommonAlgorithm,

    /// <summary>Refuses every login.</summary>
    AuthenticationRefused,

    /// <summary>Never answers a login.</summary>
    AuthenticationSilent,

    /// <summary>Shows another host key than the one that is published for it.</summary>
    HostKeyChanged,

    /// <summary>All its lines are taken: closes the connection before the SSH identification.</summary>
    LinesTaken,

    /// <summary>Opens a shell that never prints a prompt.</summary>
    NoPrompt,

    /// <summary>Its host name, and so its prompt, changes between two commands.</summary>
    PromptChanges,

    /// <summary>An output stops in its middle for ever.</summary>
    HangInOutput,

    /// <summary>The connection is reset in the middle of an output.</summary>
    ResetInOutput,

    /// <summary>One output comes a few bytes at a time.</summary>
    Trickle,

    /// <summary>One output never ends.</summary>
    EndlessOutput,

    /// <summary>Goes on paging whatever it is told.</summary>
    PagingStays,

    /// <summary>Outputs carry control sequences, and bytes that are not UTF-8.</summary>
    ControlSequences,

    /// <summary>Outputs carry lines that look like prompts.</summary>
    PromptLookalikes,

    /// <summary>Refuses the enable secret.</summary>
    EnableRefused,

    /// <summary>Does not know one of the commands.</summary>
    CommandRejected,

    /// <summary>Reboots: drops what is connected, is gone for a while, and comes back with a new uptime.</summary>
    Reboot,

    /// <summary>
    /// The AAA server of the profile's <c>aaa</c> refuses a login, as too many are logged in or come at once. No device has
    /// this of its own.
    /// </summary>
    AaaRefused,
}
