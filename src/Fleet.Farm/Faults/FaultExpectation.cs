namespace Fleet.Farm.Faults;

/// <summary>How a correct collector's attempt ends on a device that plays a fault.</summary>
/// <param name="Kind">The fault.</param>
/// <param name="Failures">
/// The failure classes that it may end in, one of them, by their names such as <c>CommandTimedOut</c>; empty: the
/// collector copes, and every output is whole and right.
/// </param>
/// <param name="Reason">Why, in a line.</param>
public sealed record FaultExpectation(FaultKind Kind, IReadOnlyList<string> Failures, string Reason)
{
    private static readonly Dictionary<FaultKind, FaultExpectation> All = new FaultExpectation[]
    {
        Ends(FaultKind.ConnectionRefused, "Refused", "the kernel answers the SYN with a reset"),
        Ends(FaultKind.Unreachable, "Unreachable", "no packet comes back"),
        Ends(FaultKind.Silent, "HandshakeFailed", "connected, but no identification comes"),
        Ends(FaultKind.ResetOnConnect, "HandshakeFailed", "connected, and broken off before the identification"),
        Ends(FaultKind.ResetInKeyExchange, "HandshakeFailed", "no keys were agreed on"),
        Ends(FaultKind.ResetInAuthentication, "ConnectionLost", "the login was neither taken nor refused"),
        Ends(FaultKind.ResetOnShell, "ConnectionLost", "logged in, and broken off"),
        Ends(FaultKind.GarbageBanner, "HandshakeFailed", "what comes is not SSH"),
        Ends(FaultKind.EndlessBanner, "HandshakeFailed", "the identification never comes"),
        Ends(FaultKind.NoCommonAlgorithm, "HandshakeFailed", "there is nothing to agree on"),
        Ends(FaultKind.AuthenticationRefused, "AuthenticationRejected", "every method is refused"),
        Ends(FaultKind.AuthenticationSilent, "HandshakeFailed", "no session came about, no fault of the credential"),
        Ends(FaultKind.HostKeyChanged, "HostKeyChanged", "the key is not the known one"),
        Ends(FaultKind.LinesTaken, "HandshakeFailed", "closed before the identification"),
        Ends(FaultKind.NoPrompt, "PromptNotFound", "the shell says nothing"),
        Copes(FaultKind.PromptChanges, "the new prompt is still the last line, and still of the platform"),
        Ends(FaultKind.HangInOutput, "CommandTimedOut", "the prompt never comes"),
        Ends(FaultKind.ResetInOutput, "ConnectionLost", "broken off in the middle of an output"),
        Copes(FaultKind.Trickle, "slow is not broken"),
        Ends(FaultKind.EndlessOutput, "OutputTooLarge", "the output grows beyond any limit", "CommandTimedOut"),
        Copes(FaultKind.PagingStays, "the pager can be answered"),
        Copes(FaultKind.ControlSequences, "they are taken out as a terminal does; other bytes are kept"),
        Copes(FaultKind.PromptLookalikes, "more lines follow at once"),
        Ends(FaultKind.EnableRefused, "PrivilegeDenied", "the secret is refused"),
        Ends(FaultKind.CommandRejected, "CommandRejected", "the device does not know the command"),
        Ends(
            FaultKind.Reboot,
            "ConnectionLost",
            "dropped as it goes down; gone, or not at home yet, until it is back",
            "Refused",
            "Unreachable",
            "HandshakeFailed"),
        Ends(FaultKind.AaaRefused, "AuthenticationRejected", "the device cannot say that it is only for now"),
        Ends(FaultKind.BannerFlood, "HandshakeFailed", "the identification never comes"),
        Ends(FaultKind.LoginBannerFlood, "HandshakeFailed", "the login never ends"),
        Ends(FaultKind.EndlessQuestions, "AuthenticationRejected", "the login never ends, however often the secret is given"),
        Ends(FaultKind.ChannelSilent, "ConnectionLost", "logged in, and nothing after it", "PromptNotFound"),
        Ends(FaultKind.LongDisconnect, "ConnectionLost", "logged in, and broken off"),
        Copes(FaultKind.WindowTiny, "slow is not broken"),
        Ends(FaultKind.WindowClosed, "PromptNotFound", "no line can be typed", "ConnectionLost", "CommandTimedOut"),
        Ends(FaultKind.WindowOverflow, "PromptNotFound", "no one can say what the window is", "ConnectionLost", "CommandTimedOut"),
        Ends(FaultKind.WindowIgnored, "OutputTooLarge", "the output grows beyond any limit", "CommandTimedOut", "ConnectionLost"),
        Ends(FaultKind.TinyPackets, "CommandTimedOut", "the prompt never comes", "OutputTooLarge"),
        Ends(FaultKind.IdleFlood, "OutputTooLarge", "cut off", "CommandTimedOut"),
        Ends(FaultKind.RequestFlood, "OutputTooLarge", "cut off", "CommandTimedOut"),
        Ends(FaultKind.RekeyStorm, "OutputTooLarge", "cut off", "CommandTimedOut"),
        Ends(FaultKind.KeyExchangeFlood, "OutputTooLarge", "cut off", "CommandTimedOut", "ConnectionLost"),
        Ends(FaultKind.BadMac, "ConnectionLost", "the packet is forged, for all that one can know"),
        Ends(FaultKind.BadLength, "ConnectionLost", "there are no such packets"),
        Ends(FaultKind.GarbagePacket, "ConnectionLost", "the packet cannot be read"),
        Ends(FaultKind.CompressedPacket, "ConnectionLost", "the packet cannot be read"),
        Ends(FaultKind.PromptFlood, "OutputTooLarge", "more comes after each prompt", "CommandTimedOut"),
        Ends(FaultKind.EndlessLine, "OutputTooLarge", "the output grows beyond any limit", "CommandTimedOut"),
        Ends(FaultKind.PatternTraps, "CommandTimedOut", "the prompt never comes"),
        Ends(FaultKind.CursorFlood, "OutputTooLarge", "nothing is left of it, but it never ends", "CommandTimedOut"),
        Ends(FaultKind.EndlessPager, "CommandTimedOut", "the prompt never comes", "OutputTooLarge"),
        Copes(FaultKind.EarlyEcho, "whoever waits for the prompt sees no difference"),
        Ends(FaultKind.HalfClosed, "ConnectionLost", "the rest of the output cannot come any more"),
    }.ToDictionary(e => e.Kind);

    /// <summary>Whether the collector is to get everything in spite of the fault.</summary>
    public bool CollectorCopes => Failures.Count == 0;

    /// <summary>The expectation for a fault.</summary>
    public static FaultExpectation Of(FaultKind kind) => All[kind];

    /// <summary>Whether a fault can show on a platform at all; one that cannot changes nothing there.</summary>
    /// <param name="kind">The fault.</param>
    /// <param name="platform">The platform, such as <c>cisco_iosxe</c>.</param>
    public static bool CanShow(FaultKind kind, string platform) => kind switch
    {
        FaultKind.EnableRefused => platform is "cisco_iosxe" or "cisco_nxos" or "arista_eos",
        // A shell's prompt is what the user made it.
        FaultKind.PromptChanges => platform != "linux",
        _ => true,
    };

    /// <summary>Whether an attempt may end in a failure class; <see langword="null"/> for none.</summary>
    public bool Allows(string? failure) => failure is null ? CollectorCopes : Failures.Contains(failure);

    private static FaultExpectation Ends(FaultKind kind, string failure, string reason, params string[] others) =>
        new(kind, [failure, .. others], reason);

    private static FaultExpectation Copes(FaultKind kind, string reason) => new(kind, [], reason);
}
