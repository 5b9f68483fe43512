using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show ip bgp summary</c> and <c>show ip ospf neighbor</c>.</summary>
internal static class ShowRouting
{
    public static void BgpSummary(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            BGP summary information for VRF default
            Router identifier {device.RouterId}, local AS number {device.Asn}
            Neighbor Status Codes: m - Under maintenance
              Neighbor         V  AS           MsgRcvd   MsgSent  InQ OutQ  Up/Down State   PfxRcd PfxAcc
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            Port port = report.Device.Port(index);
            uint asn = index < 2 ? report.Device.Asn : (uint)random.Between(64_512, 65_534);
            ulong received = Report.Counter(ref random, 24, touches);
            ulong sent = Report.Counter(ref random, 24, touches);
            Duration age = report.Age(ref random, touches);
            int prefixes = random.Below(9_000) + touches;
            report.Text.Append($"  {port.NeighborAddress,-16} 4 {asn,-12} {received,9} {sent,9} {0,4} {0,4} {age,8} ");
            if (random.Below(9) + (touches & 1) < 9)
                report.Text.Line($"{"Estab",-6} {prefixes,7} {prefixes,6}");
            else
                report.Text.Line("Active"u8);
        });
    }

    public static void OspfNeighbor(Report report)
    {
        report.Text.Line("Neighbor ID     Instance VRF      Pri State                  Dead Time   Address         Interface"u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            var router = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
            ReadOnlySpan<byte> state = random.Chance(40) ? "FULL/DR"u8 : random.Chance(50) ? "FULL/BDR"u8 : "FULL"u8;
            var dead = new Duration(30 + (random.Below(10) + report.Touches(index)) % 10);
            report.Text.Line(
                $"{router,-15} {1,-8} {"default",-8} {index % 2,-3} {state,-22} {dead,-11} {port.NeighborAddress,-15} {port.Name}");
        });
    }
}
