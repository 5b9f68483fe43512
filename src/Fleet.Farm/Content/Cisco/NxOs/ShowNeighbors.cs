using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show cdp neighbors</c> and <c>show lldp neighbors</c>.</summary>
internal static class ShowNeighbors
{
    public static void Cdp(Report report)
    {
        report.Text.Line("""
            Capability Codes: R - Router, T - Trans-Bridge, B - Source-Route-Bridge
                              S - Switch, H - Host, I - IGMP, r - Repeater,
                              V - VoIP-Phone, D - Remotely-Managed-Device,
                              s - Supports-STP-Dispute

            Device-ID          Local Intrfce  Hldtme Capability  Platform      Port ID
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int hold = 120 + (report.Row(index).Below(60) + report.Touches(index)) % 60;
            report.Text.Line(
                $"{port.Neighbor,-18} {port.Name,-14:s} {hold,-6} R S I s     {"N9K-C9336C-FX2",-14} {port.NeighborPort}");
        }, after: 30);
        report.Text.Line($"\nTotal entries displayed: {rows}");
    }

    public static void Lldp(Report report)
    {
        report.Text.Line("""
            Capability codes:
              (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device
              (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other
            Device ID            Local Intf      Hold-time  Capability  Port ID
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int hold = 120 - report.Touches(index) % 2;
            report.Text.Line($"{port.Neighbor,-20} {port.Name,-15:s} {hold,-10} BR          {port.NeighborPort}");
        }, after: 29);
        report.Text.Line($"Total entries displayed: {rows}");
    }
}
