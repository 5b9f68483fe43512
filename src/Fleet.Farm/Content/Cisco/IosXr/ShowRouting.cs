using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show bgp summary</c> and <c>show ospf neighbor</c>.</summary>
internal static class ShowRouting
{
    public static void BgpSummary(Report report)
    {
        DeviceFacts device = report.Device;
        int table = report.Row(-1).Between(2_000_000, 4_000_000) + report.Revision;
        report.Text.Line($"""
            BGP router identifier {device.RouterId}, local AS number {device.Asn}
            BGP generic scan interval 60 secs
            Non-stop routing is enabled
            BGP table state: Active
            Table ID: 0xe0000000   RD version: {table}
            BGP main routing table version {table}
            BGP NSR Initial initsync version {table / 3} (Reached)
            BGP NSR/ISSU Sync-Group versions 0/0
            BGP scan interval 60 secs

            BGP is operating in STANDALONE mode.


            Process       RcvTblVer   bRIB/RIB   LabelVer  ImportVer  SendTblVer  StandbyVer
            Speaker       {table,9}  {table,9}  {table,9}  {table,9}   {table,9}           0

            Neighbor        Spk    AS MsgRcvd MsgSent   TblVer  InQ OutQ  Up/Down  St/PfxRcd
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
            report.Text.Append($"{port.NeighborAddress,-15}   0 {asn,5} {received,7} {sent,7} {2_000_000,8}    0    0 {age,8} ");
            if (random.Below(9) + (touches & 1) < 9)
                report.Text.Line($"{random.Below(9_000),10}");
            else
                report.Text.Line($"{"Idle",10}");
        });
    }

    public static void OspfNeighbor(Report report)
    {
        report.Text.Line("""

            * Indicates MADJ interface
            # Indicates Neighbor awaiting BFD session up

            Neighbors for OSPF 1

            Neighbor ID     Pri   State           Dead Time   Address         Interface
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            Port port = report.Device.Port(index);
            var router = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
            ReadOnlySpan<byte> state = random.Chance(40) ? "FULL/DR"u8 : random.Chance(50) ? "FULL/BDR"u8 : "FULL/  -"u8;
            var dead = new Duration(30 + (random.Below(10) + touches) % 10);
            report.Text.Line($"{router,-15} {index % 2,-3}   {state,-15} {dead,-11} {port.NeighborAddress,-15} {port.Name}");
            report.Text.Line($"    Neighbor is up for {report.Age(ref random, touches)}");
        }, after: 30);
        report.Text.Line($"\nTotal neighbor count: {rows}");
    }
}
