using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show ip bgp summary</c> and <c>show ip ospf neighbors</c>.</summary>
internal static class ShowRouting
{
    public static void BgpSummary(Report report)
    {
        DeviceFacts device = report.Device;
        int prefixes = report.Row(-1).Between(2_000, 900_000);
        report.Text.Line($"""
            BGP summary information for VRF default, address family IPv4 Unicast
            BGP router identifier {device.RouterId}, local AS number {device.Asn}
            BGP table version is {prefixes * 3 + report.Revision}, IPv4 Unicast config peers {report.Target / 80}, capable peers {report.Target / 90}
            {prefixes} network entries and {prefixes * 2} paths using {prefixes * 344L} bytes of memory
            BGP attribute entries [{prefixes / 9}/{prefixes / 9 * 368L}], BGP AS path entries [{prefixes / 13}/{prefixes / 13 * 10L}]
            BGP community entries [{prefixes / 99}/{prefixes / 99 * 48L}], BGP clusterlist entries [0/0]

            Neighbor        V    AS    MsgRcvd    MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
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
            report.Text.Append($"{port.NeighborAddress,-15} 4 {asn,5} {received,10} {sent,10} {900_000,8}    0    0 {age,8} ");
            if (random.Below(9) + (touches & 1) < 9)
                report.Text.Line($"{random.Below(9_000)}");
            else
                report.Text.Line("Idle"u8);
        });
    }

    public static void OspfNeighbors(Report report)
    {
        report.Text.Line($"""
             OSPF Process ID 1 VRF default
             Total number of neighbors: {report.Target / 82}
             Neighbor ID     Pri State            Up Time  Address         Interface
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            var router = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
            ReadOnlySpan<byte> state = random.Chance(40) ? "FULL/DR"u8 : random.Chance(50) ? "FULL/BDR"u8 : "FULL/ -"u8;
            Duration age = report.Age(ref random, report.Touches(index));
            report.Text.Line($" {router,-15} {index % 2,3} {state,-16} {age,-8} {port.NeighborAddress,-15} {port.Name:s}");
        });
    }
}
