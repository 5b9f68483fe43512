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

    // What follows is not broken but hostile: it is to cost whoever connects as much as it can.

    /// <summary>Sends lines before the identification as fast as they are taken, without end.</summary>
    BannerFlood,

    /// <summary>Sends the banner of the login (RFC 4252 section 5.4) again and again.</summary>
    LoginBannerFlood,

    /// <summary>Answers every answer to keyboard-interactive with another question.</summary>
    EndlessQuestions,

    /// <summary>Lets the client in, and answers no request for a channel.</summary>
    ChannelSilent,

    /// <summary>Disconnects after the login with 30 kB of explanation.</summary>
    LongDisconnect,

    /// <summary>Takes one byte at a time: the channel's window is 1 byte wide, and widened by 1.</summary>
    WindowTiny,

    /// <summary>The channel's window is closed and never opened.</summary>
    WindowClosed,

    /// <summary>Widens the channel's window beyond 2^32 - 1 bytes.</summary>
    WindowOverflow,

    /// <summary>One output goes on without end and without regard to the client's window.</summary>
    WindowIgnored,

    /// <summary>One output comes without end in packets of one byte.</summary>
    TinyPackets,

    /// <summary>Sends packets that carry nothing: IGNORE, DEBUG, UNIMPLEMENTED, window adjustments, empty data.</summary>
    IdleFlood,

    /// <summary>Sends global requests that want a reply, without end.</summary>
    RequestFlood,

    /// <summary>Exchanges keys again and again.</summary>
    RekeyStorm,

    /// <summary>Begins key exchanges and never goes on with one.</summary>
    KeyExchangeFlood,

    /// <summary>Sends a packet whose MAC is wrong.</summary>
    BadMac,

    /// <summary>Sends a packet that says to be 4 GiB long.</summary>
    BadLength,

    /// <summary>Sends a packet with a right MAC, in which lengths and numbers are nonsense.</summary>
    GarbagePacket,

    /// <summary>Sends a compressed packet, though no compression was agreed on.</summary>
    CompressedPacket,

    /// <summary>Prints its prompt by the million.</summary>
    PromptFlood,

    /// <summary>Prints a line of megabytes, which ends in what prompts end in.</summary>
    EndlessLine,

    /// <summary>Prints lines on which patterns for prompts and pagers take their longest, and waits after each.</summary>
    PatternTraps,

    /// <summary>Prints backspaces, erasures and movements of the cursor without end.</summary>
    CursorFlood,

    /// <summary>Asks for a key at the end of a page that has no lines, again and again.</summary>
    EndlessPager,

    /// <summary>Ends its half of the channel in the middle of an output, and leaves it open.</summary>
    HalfClosed,

    // Harmless again; new ones go to the end, as numbers decide which command suffers.

    /// <summary>
    /// What is typed is echoed as it comes, by the terminal's driver and not by the line editor: into the output of the
    /// command that runs, if need be.
    /// </summary>
    EarlyEcho,
}
