using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show ip route</c>, of the default VRF or another.</summary>
internal static class ShowIpRoute
{
    private const int Connected = 4;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            IP Route Table for VRF "default"
            '*' denotes best ucast next-hop
            '**' denotes best mcast next-hop
            '[x/y]' denotes [preference/metric]
            '%<string>' in via output denotes VRF <string>

            0.0.0.0/0, ubest/mbest: 1/0
                *via {device.Port(0).NeighborAddress}, [1/0], {new Duration(device.UptimeSeconds(0))}, static
            """);
        var age = new Duration(device.UptimeSeconds(0) - 40);
        for (int i = 0; i < Connected; i++)
        {
            Port port = device.Port(i);
            if (!port.IsRouted)
                continue;
            report.Text.Line($"""
                {port.Network}/{Port.PrefixLength}, ubest/mbest: 1/0, attached
                    *via {port.Address}, {port.Name:s}, [0/0], {age}, direct
                {port.Address}/32, ubest/mbest: 1/0, attached
                    *via {port.Address}, {port.Name:s}, [0/0], {age}, local
                """);
        }
        report.Fill(Learnt);
    }

    private static void Learnt(Report report, int index)
    {
        Route route = report.Device.Route(index);
        int touches = report.Touches(index);
        Port via = route.Port(touches);
        Duration age = route.Age(touches);
        TextBuffer text = report.Text;
        text.Line($"{route.Prefix}, ubest/mbest: 1/0");
        switch (route.Source)
        {
            case RouteSource.Ospf:
                text.Line($"    *via {via.NeighborAddress}, {via.Name:s}, [110/{route.Metric}], {age}, ospf-1, intra");
                break;
            case RouteSource.OspfInterArea:
                text.Line($"    *via {via.NeighborAddress}, {via.Name:s}, [110/{route.Metric}], {age}, ospf-1, inter");
                break;
            case RouteSource.OspfExternal:
                text.Line($"    *via {via.NeighborAddress}, {via.Name:s}, [110/{route.Metric}], {age}, ospf-1, type-2");
                break;
            case RouteSource.Bgp:
                text.Line(
                    $"    *via {via.NeighborAddress}, [200/0], {age}, bgp-{report.Device.Asn}, internal, tag {64_512 + route.Index % 900}");
                break;
            default:
                text.Line($"    *via {via.NeighborAddress}, [1/0], {age}, static");
                break;
        }
    }
}
