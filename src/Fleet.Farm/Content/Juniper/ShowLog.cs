using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show log messages</c>.</summary>
internal static class ShowLog
{
    public static void Write(Report report)
    {
        if (report.Device.HasRebooted)
            report.Text.Line($"{report.Device.Started}  {report.Device.Name} /kernel: Copyright (c) 1996-2024, Juniper Networks, Inc.");
        report.Fill(Message);
    }

    private static void Message(Report report, int index)
    {
        int line = report.FirstLogLine + index;
        SplitMix random = report.Row(line);
        DeviceFacts device = report.Device;
        TextBuffer text = report.Text;
        Port port = device.Port(random.Below(52));
        int process = random.Between(1_000, 30_000);
        text.Append($"{report.LogTime(line, (uint)random.Next())}  {device.Name} ");
        switch (random.Below(7))
        {
            case 0:
                text.Line($"mib2d[{process}]: SNMP_TRAP_LINK_DOWN: ifIndex {520 + 2 * port.Index}, ifAdminStatus up(1), ifOperStatus down(2), ifName {port.Name}");
                break;
            case 1:
                text.Line($"mib2d[{process}]: SNMP_TRAP_LINK_UP: ifIndex {520 + 2 * port.Index}, ifAdminStatus up(1), ifOperStatus up(1), ifName {port.Name}");
                break;
            case 2:
                text.Line($"mgd[{process}]: UI_COMMIT: User '{device.User}' requested 'commit' operation (comment: none)");
                break;
            case 3:
                text.Line($"sshd[{process}]: Accepted password for {device.User} from {device.Management.Plus(random.Below(9))} port {random.Between(30_000, 60_000)} ssh2");
                break;
            case 4:
                text.Line($"rpd[{process}]: RPD_OSPF_NBRUP: OSPF neighbor {port.NeighborAddress} (realm ospf-v2 {port.Name}.0 area 0.0.0.0) state changed from Loading to Full due to LoadingDone");
                break;
            case 5:
                text.Line($"rpd[{process}]: bgp_hold_timeout: NOTIFICATION sent to {port.NeighborAddress} (Internal AS {device.Asn}): code 4 (Hold Timer Expired Error)");
                break;
            default:
                text.Line($"l2cpd[{process}]: LLDP_NEIGHBOR_UP: A neighbor has come up for interface {port.Name}. This interface has the following neighbors: {port.Neighbor}");
                break;
        }
    }
}
