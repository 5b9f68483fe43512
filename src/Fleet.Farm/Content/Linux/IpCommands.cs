using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary><c>ip addr</c>, <c>ip link</c>, <c>ip route</c> and <c>ip neigh</c>.</summary>
internal static class IpCommands
{
    public static void Address(Report report)
    {
        report.Text.Line("""
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
                link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
                inet 127.0.0.1/8 scope host lo
                   valid_lft forever preferred_lft forever
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            Interface(report, port, index, " group default"u8);
            if (port.IsRouted)
            {
                report.Text.Line($"""
                        inet {port.Address}/{Port.PrefixLength} brd {port.Network.Plus(3)} scope global {port.Name}
                           valid_lft forever preferred_lft forever
                    """);
            }
        });
    }

    public static void Link(Report report)
    {
        report.Text.Line("""
            1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
                link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            """u8);
        report.Fill(static (report, index) =>
            Interface(report, report.Device.Port(index), index, " mode DEFAULT group default"u8));
    }

    public static void LinkStatistics(Report report) => report.Fill(static (report, index) =>
    {
        SplitMix random = report.Row(index);
        int touches = report.Touches(index);
        Interface(report, report.Device.Port(index), index, " mode DEFAULT group default"u8);
        ulong received = Report.Counter(ref random, 32, touches);
        ulong sent = Report.Counter(ref random, 32, touches);
        report.Text.Line($"""
                RX:  bytes packets errors dropped  missed   mcast
            {received * 713,15} {received,10} {0,6} {random.Below(90),7} {0,7} {received >> 9,7}
                TX:  bytes packets errors dropped carrier collsns
            {sent * 611,15} {sent,10} {0,6} {0,7} {0,7} {0,7}
            """);
    });

    public static void Route(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"default via {device.Port(0).NeighborAddress} dev {device.Port(0).Name} proto static");
        report.Text.Line($"{device.Port(0).Network}/{Port.PrefixLength} dev {device.Port(0).Name} proto kernel scope link src {device.Port(0).Address}");
        report.Text.Line($"{device.Port(1).Network}/{Port.PrefixLength} dev {device.Port(1).Name} proto kernel scope link src {device.Port(1).Address}");
        report.Fill(static (report, index) =>
        {
            Route route = report.Device.Route(index);
            Port via = route.Port(report.Touches(index));
            ReadOnlySpan<byte> protocol = route.Source switch
            {
                RouteSource.Bgp => "bgp"u8,
                RouteSource.Static => "static"u8,
                _ => "ospf"u8,
            };
            report.Text.Line($"{route.Prefix} via {via.NeighborAddress} dev {via.Name} proto {protocol} metric {20 + route.Metric}");
        });
    }

    public static void Neighbors(Report report) => report.Fill(static (report, index) =>
    {
        Port port = report.Device.Port(index);
        ReadOnlySpan<byte> state = ((report.Row(index).Below(3) + report.Touches(index)) % 3) switch
        {
            0 => "REACHABLE"u8,
            1 => "STALE"u8,
            _ => "DELAY"u8,
        };
        report.Text.Line($"{port.NeighborAddress} dev {port.Name} lladdr {port.NeighborMac:c} {state}");
    });

    private static void Interface(Report report, Port port, int index, ReadOnlySpan<byte> options)
    {
        bool isUp = port.IsUp(report.Touches(index));
        ReadOnlySpan<byte> flags = isUp
            ? "BROADCAST,MULTICAST,UP,LOWER_UP"u8
            : port.IsShut ? "BROADCAST,MULTICAST"u8 : "NO-CARRIER,BROADCAST,MULTICAST,UP"u8;
        ReadOnlySpan<byte> state = isUp ? "UP"u8 : "DOWN"u8;
        report.Text.Line($"""
            {index + 2}: {port.Name}: <{flags}> mtu 1500 qdisc mq state {state}{options} qlen 1000
                link/ether {port.Mac:c} brd ff:ff:ff:ff:ff:ff
            """);
    }
}
