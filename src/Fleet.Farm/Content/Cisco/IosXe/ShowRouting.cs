using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show ip bgp summary</c> and <c>show ip ospf neighbor</c>.</summary>
internal static class ShowRouting
{
    public static void BgpSummary(Report report)
    {
        DeviceFacts device = report.Device;
        SplitMix random = report.Row(-1);
        int prefixes = random.Between(2_000, 900_000);
        int table = prefixes * 3 + report.Revision;
        report.Text.Line($"""
            BGP router identifier {device.RouterId}, local AS number {device.Asn}
            BGP table version is {table}, main routing table version {table}
            {prefixes} network entries using {prefixes * 248L} bytes of memory
            {prefixes * 2} path entries using {prefixes * 272L} bytes of memory
            {prefixes / 9}/{prefixes / 11} BGP path/bestpath attribute entries using {prefixes / 9 * 288L} bytes of memory
            {prefixes / 13} BGP AS-PATH entries using {prefixes / 13 * 64L} bytes of memory
            0 BGP route-map cache entries using 0 bytes of memory
            0 BGP filter-list cache entries using 0 bytes of memory
            BGP using {prefixes * 560L} total bytes of memory
            BGP activity {prefixes * 2}/{prefixes} prefixes, {prefixes * 4L}/{prefixes * 2} paths, scan interval 60 secs

            Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            Port port = report.Device.Port(index);
            uint asn = index < 2 ? report.Device.Asn : (uint)random.Between(64_512, 65_534);
            ulong received = Report.Counter(ref random, 22, touches);
            ulong sent = Report.Counter(ref random, 22, touches);
            Duration age = report.Age(ref random, touches);
            if (random.Below(9) + (touches & 1) < 9)
            {
                int count = random.Below(9_000) + touches;
                report.Text.Line(
                    $"{port.NeighborAddress,-15} 4 {asn,12} {received,7} {sent,7} {900_000,8}    0    0 {age,-8} {count,12}");
            }
            else
            {
                report.Text.Line($"{port.NeighborAddress,-15} 4 {asn,12} {received,7} {sent,7}        1    0    0 {age,-8} Idle");
            }
        });
    }

    public static void OspfNeighbor(Report report)
    {
        report.Text.Line("\nNeighbor ID     Pri   State           Dead Time   Address         Interface"u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            var router = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
            ReadOnlySpan<byte> state = random.Chance(40) ? "FULL/DR"u8 : random.Chance(50) ? "FULL/BDR"u8 : "FULL/  -"u8;
            var dead = new Duration(30 + (random.Below(10) + report.Touches(index)) % 10);
            report.Text.Line($"{router,-15} {index % 2,3}   {state,-15} {dead,-11} {port.NeighborAddress,-15} {port.Name}");
        });
    }
}
