using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show ip arp</c> and <c>show mac address-table</c>.</summary>
internal static class ShowAddresses
{
    public static void Arp(Report report)
    {
        report.Text.Line($"""

            Flags: * - Adjacencies learnt on non-active FHRP router
                   + - Adjacencies synced via CFSoE
                   # - Adjacencies Throttled for Glean
                   CP - Added via L2RIB, Control plane Adjacencies
                   PS - Added via L2RIB, Peer Sync
                   RO - Re-Originated Peer Sync Entry
                   D - Static Adjacencies attached to down interface

            IP ARP Table for context default
            Total number of entries: {report.Target / 65}
            Address         Age       MAC Address     Interface       Flags
            """);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            var age = new Duration((report.Row(index).Below(1_400) + report.Touches(index) * 7) % 1_500);
            report.Text.Line($"{port.NeighborAddress,-15} {age,-9} {port.NeighborMac}  {port.Name}");
        });
    }

    public static void Mac(Report report)
    {
        report.Text.Line("""
            Legend:
                    * - primary entry, G - Gateway MAC, (R) - Routed MAC, O - Overlay MAC
                    age - seconds since last seen,+ - primary entry using vPC Peer-Link,
                    (T) - True, (F) - False, C - ControlPlane MAC, ~ - vsan,
                    (NA)- Not Applicable
               VLAN     MAC Address      Type      age     Secure NTFY Ports
            ---------+-----------------+--------+---------+------+----+------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            MacAddress mac = report.Host(ref random, index);
            Port port = report.Device.SwitchedPort(random.Below(48));
            report.Text.Line($"* {port.Vlan,4}     {mac}   dynamic  0         F      F    {port.Name:s}");
        });
    }
}
