using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show cdp neighbors</c> and <c>show lldp neighbors</c>.</summary>
internal static class ShowNeighbors
{
    public static void Cdp(Report report)
    {
        report.Text.Line("""
            Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge
                              S - Switch, H - Host, I - IGMP, r - Repeater, P - Phone,
                              D - Remote, C - CVTA, M - Two-port Mac Relay

            Device ID        Local Intrfce     Holdtme    Capability  Platform  Port ID
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            report.Text.Line(
                $"{port.Neighbor,-16} {port.Name,-17:c} {HoldTime(report, index),-15} R S I  {"C9300-48P",-9} {port.NeighborPort:c}");
        }, after: 34);
        report.Text.Line($"\nTotal cdp entries displayed : {rows}");
    }

    public static void CdpDetail(Report report) => report.Fill(static (report, index) =>
    {
        Port port = report.Device.Port(index);
        report.Text.Line($"""
            -------------------------
            Device ID: {port.Neighbor}
            Entry address(es):
              IP address: {port.NeighborAddress}
            Platform: cisco C9300-48P,  Capabilities: Router Switch IGMP
            Interface: {port.Name},  Port ID (outgoing port): {port.NeighborPort}
            Holdtime : {HoldTime(report, index)} sec

            Version :
            Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.09.04a, RELEASE SOFTWARE (fc3)
            Technical Support: http://www.cisco.com/techsupport

            advertisement version: 2
            Native VLAN: 1
            Duplex: full
            Management address(es):
              IP address: {port.NeighborAddress}

            """);
    });

    public static void Lldp(Report report)
    {
        report.Text.Line("""
            Capability codes:
                (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
                (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other

            Device ID           Local Intf     Hold-time  Capability      Port ID
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int hold = 120 - report.Touches(index) % 2;
            report.Text.Line($"{port.Neighbor,-19} {port.Name,-14:s} {hold,-10} B,R             {port.NeighborPort:s}");
        }, after: 30);
        report.Text.Line($"\nTotal entries displayed: {rows}");
    }

    private static int HoldTime(Report report, int index)
    {
        SplitMix random = report.Row(index);
        return 120 + (random.Below(60) + report.Touches(index)) % 60;
    }
}
