using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show logging logfile</c>.</summary>
internal static class ShowLogging
{
    public static void Write(Report report)
    {
        if (report.Device.HasRebooted)
            report.Text.Line($"{report.Device.Started.Time.Year} {report.Device.Started} {report.Device.Name} %MODULE-5-ACTIVE_SUP_OK: Supervisor 1 is active");
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
        text.Append($"{time.Time.Year} {time} {device.Name} ");
        switch (random.Below(7))
        {
            case 0:
                text.Line($"%ETHPORT-5-IF_UP: Interface {port.Name} is up in mode access");
                break;
            case 1:
                text.Line($"%ETHPORT-5-IF_DOWN_LINK_FAILURE: Interface {port.Name} is down (Link failure)");
                break;
            case 2:
                text.Line($"%VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by {device.User} on {device.Management.Plus(random.Below(9))}@pts/{random.Below(4)}");
                break;
            case 3:
                text.Line($"%OSPF-5-ADJCHANGE:  ospf-1 [{random.Between(4_000, 30_000)}]  Nbr {port.NeighborAddress} on {port.Name} went FULL");
                break;
            case 4:
                text.Line($"%BGP-5-ADJCHANGE:  bgp-{device.Asn} [{random.Between(4_000, 30_000)}] (default) neighbor {port.NeighborAddress} Up");
                break;
            case 5:
                text.Line($"%L2FM-2-L2FM_MAC_MOVE: Mac {port.NeighborMac} in vlan {port.Vlan} has moved between {port.Name:s} to {device.Port(random.Below(48)).Name:s}");
                break;
            default:
                text.Line($"%AUTHPRIV-6-SYSTEM_MSG: pam_unix(sshd:session): session opened for user {device.User} - sshd[{random.Between(4_000, 30_000)}]");
                break;
        }
    }
}
