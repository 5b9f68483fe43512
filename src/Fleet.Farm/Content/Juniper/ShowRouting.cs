using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show bgp summary</c> and <c>show ospf neighbor</c>.</summary>
internal static class ShowRouting
{
    public static void BgpSummary(Report report)
    {
        int paths = report.Row(-1).Between(2_000, 900_000) + report.Revision;
        report.Text.Line($"""
            Threading mode: BGP I/O
            Groups: 2 Peers: {report.Target / 105} Down peers: 1
            Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending
            inet.0       {paths,11} {paths / 2,10}          0          0          0          0
            Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn State|#Active/Received/Accepted/Damped...
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
            report.Text.Append(
                $"{port.NeighborAddress,-20} {asn,6} {received,10} {sent,10} {0,7} {random.Below(9),7} {age,11:j} ");
            if (random.Below(9) + (touches & 1) < 9)
                report.Text.Line($"Establ\n  inet.0: {prefixes / 2}/{prefixes}/{prefixes}/0");
            else
                report.Text.Line("Active"u8);
        });
    }

    public static void OspfNeighbor(Report report)
    {
        report.Text.Line("Address          Interface              State           ID               Pri  Dead"u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            var router = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FFFF);
            int dead = 30 + (random.Below(10) + report.Touches(index)) % 10;
            int start = report.Text.Length;
            report.Text.Append($"{port.NeighborAddress,-16} {port.Name}.0");
            report.Text.PadTo(start + 40);
            report.Text.Line($"Full            {router,-16} {128,3} {dead,5}");
        });
    }
}
