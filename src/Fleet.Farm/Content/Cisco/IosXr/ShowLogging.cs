using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show logging</c>.</summary>
internal static class ShowLogging
{
    public static void Write(Report report)
    {
        report.Text.Line($"""
            Syslog logging: enabled (0 messages dropped, 0 flushes, 0 overruns)
                Console logging: level warnings, 41 messages logged
                Monitor logging: level debugging, 0 messages logged
                Trap logging: level informational, 0 messages logged
                Buffer logging: level debugging, {4_000 + report.FirstLogLine} messages logged

            Log Buffer (2097152 bytes):

            """);
        if (report.Device.HasRebooted)
            report.Text.Line($"RP/0/RP0/CPU0:{report.Device.Started}.004 UTC: processmgr[51]: %OS-SYSMGR-5-NOTICE : Card is COLD started");
        report.Fill(Message);
    }

    private static void Message(Report report, int index)
    {
        int line = report.FirstLogLine + index;
        SplitMix random = report.Row(line);
        DeviceFacts device = report.Device;
        TextBuffer text = report.Text;
        Port port = device.Port(random.Below(52));
        Moment time = report.LogTime(line, (uint)random.Next());
        int process = random.Between(100, 9_999);
        ReadOnlySpan<byte> state = random.Chance(50) ? "Up"u8 : "Down"u8;
        text.Append($"RP/0/RP0/CPU0:{time}.{random.Below(1000):D3} UTC: ");
        switch (random.Below(6))
        {
            case 0:
                text.Line($"ifmgr[{process}]: %PKT_INFRA-LINK-3-UPDOWN : Interface {port.Name}, changed state to {state}");
                break;
            case 1:
                text.Line($"ifmgr[{process}]: %PKT_INFRA-LINEPROTO-5-UPDOWN : Line protocol on Interface {port.Name}, changed state to {state}");
                break;
            case 2:
                text.Line($"config[{process}]: %MGBL-CONFIG-6-DB_COMMIT : Configuration committed by user '{device.User}'. Use 'show configuration commit changes 10{line:D8}' to view the changes.");
                break;
            case 3:
                text.Line($"ospf[{process}]: %ROUTING-OSPF-5-ADJCHG : Process 1, Nbr {port.NeighborAddress} on {port.Name} in area 0 from LOADING to FULL, Loading Done, vrf default vrfid 0x60000000");
                break;
            case 4:
                text.Line($"bgp[{process}]: %ROUTING-BGP-5-ADJCHANGE : neighbor {port.NeighborAddress} {state} (VRF: default) (AS: {device.Asn})");
                break;
            default:
                text.Line($"SSHD_[{process}]: %SECURITY-SSHD-6-INFO_SUCCESS : Successfully authenticated user '{device.User}' from '{device.Management.Plus(random.Below(9))}' on 'vty{random.Below(5)}'");
                break;
        }
    }
}
