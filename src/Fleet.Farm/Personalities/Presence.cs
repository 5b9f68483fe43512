using Fleet.Farm.Fleets;

namespace Fleet.Farm.Personalities;

/// <summary>How a platform's SSH server presents itself before anyone is logged in.</summary>
/// <param name="Identification">The identification line.</param>
/// <param name="Methods">The authentication methods that it offers.</param>
/// <param name="LoginBanner">What it shows before the login; empty: nothing.</param>
internal sealed record Presence(string Identification, IReadOnlyList<string> Methods, string LoginBanner)
{
    private static readonly string[] CiscoMethods = ["publickey", "keyboard-interactive", "password"];
    private static readonly string[] OpenSshMethods = ["publickey", "password", "keyboard-interactive"];

    /// <summary>The presence of a device.</summary>
    /// <exception cref="ArgumentException">Its platform cannot be played.</exception>
    public static Presence Of(SimulatedDevice device) => device.Platform switch
    {
        // RFC 4253 section 5.1: a server that still speaks SSH 1 as well says 1.99.
        "cisco_iosxe" when device.IsLegacy => new("SSH-1.99-Cisco-1.25", CiscoMethods, Warning(device)),
        "cisco_iosxe" => new("SSH-2.0-Cisco-1.25", CiscoMethods, Warning(device)),
        "cisco_nxos" => new("SSH-2.0-OpenSSH_8.3 PKIX[11.0]", OpenSshMethods, "User Access Verification\n"),
        "cisco_iosxr" => new("SSH-2.0-Cisco-2.0", CiscoMethods, ""),
        "arista_eos" => new("SSH-2.0-OpenSSH_8.7", OpenSshMethods, ""),
        "juniper_junos" => new("SSH-2.0-OpenSSH_7.5", OpenSshMethods, ""),
        "linux" => new("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3", ["publickey", "password"], ""),
        _ => throw new ArgumentException(
            $"{device.Name} has the platform {device.Platform}, which no personality plays; those that are played are "
            + "cisco_iosxe, cisco_nxos, cisco_iosxr, arista_eos, juniper_junos and linux."),
    };

    private static string Warning(SimulatedDevice device) =>
        $"\n{device.Site}: authorised users only. Access is logged.\n\n";
}
