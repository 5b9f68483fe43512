using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show arp</c>, <c>show cdp neighbors</c> and <c>show lldp neighbors</c>.</summary>
internal static class ShowNeighbors
{
    public static void Arp(Report report)
    {
        report.Text.Line("""

            -------------------------------------------------------------------------------
            0/RP0/CPU0
            -------------------------------------------------------------------------------
            Address         Age        Hardware Addr   State      Type  Interface
            """u8);
        report.Fill(static (report, index) =>
        {
            // Two lines a link: the neighbour's address, and the own.
            Port port = report.Device.Port(index / 2);
            if (index % 2 == 1)
            {
                report.Text.Line($"{port.Address,-15} {"-",-10} {port.Mac}  Interface  ARPA  {port.Name}");
                return;
            }
            var age = new Duration((report.Row(index).Below(14_000) + report.Touches(index) * 7) % 14_400);
            report.Text.Line($"{port.NeighborAddress,-15} {age,-10} {port.NeighborMac}  Dynamic    ARPA  {port.Name}");
        });
    }

    public static void Cdp(Report report)
    {
        report.Text.Line("""
            Capability Codes: R - Router, T - Trans Bridge, B - Source Route Bridge
                              S - Switch, H - Host, I - IGMP, r - Repeater

            Device ID       Local Intrfce    Holdtme Capability Platform  Port ID
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int hold = 120 + (report.Row(index).Below(60) + report.Touches(index)) % 60;
            report.Text.Line($"{port.Neighbor,-15} {port.Name,-16:s} {hold,-7} R          NCS-5501  {port.NeighborPort:s}");
        });
    }

    public static void Lldp(Report report)
    {
        report.Text.Line("""
            Capability codes:
                    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
                    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other

            Device ID       Local Intf                      Hold-time  Capability      Port ID
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int hold = 120 - report.Touches(index) % 2;
            report.Text.Line($"{port.Neighbor,-15} {port.Name,-31} {hold,-10} R               {port.NeighborPort}");
        }, after: 30);
        report.Text.Line($"\nTotal entries displayed: {rows}");
    }
}
