using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary><c>ss -tan</c>.</summary>
internal static class Sockets
{
    private static readonly int[] Services = [22, 80, 179, 443, 3306, 5432, 6379, 8080, 9100];

    public static void Tcp(Report report)
    {
        report.Text.Line("""
            State      Recv-Q  Send-Q      Local Address:Port       Peer Address:Port
            LISTEN     0       128               0.0.0.0:22              0.0.0.0:*
            LISTEN     0       4096            127.0.0.1:9100            0.0.0.0:*
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(random.Below(2));
            int service = random.Pick<int>(Services);
            // A connection that has changed is another one, from another port.
            int other = 32_768 + (random.Below(28_000) + report.Touches(index)) % 28_000;
            ReadOnlySpan<byte> state = random.Chance(80) ? "ESTAB"u8 : "TIME-WAIT"u8;
            var peer = new Ipv4(0x0A40_0000 | (uint)random.Next() & 0x003F_FFFF);
            report.Text.Line($"{state,-10} {0,-7} {0,-7} {port.Address,17}:{service,-8} {peer,16}:{other}");
        });
    }
}
