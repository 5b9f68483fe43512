using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show ip route</c>, of the default VRF or another.</summary>
internal static class ShowIpRoute
{
    private const int Connected = 6;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""

            VRF: default
            Codes: C - connected, S - static, K - kernel,
                   O - OSPF, IA - OSPF inter area, E1 - OSPF external type 1,
                   E2 - OSPF external type 2, N1 - OSPF NSSA external type 1,
                   N2 - OSPF NSSA external type2, B - Other BGP Routes,
                   B I - iBGP, B E - eBGP, R - RIP, I L1 - IS-IS level 1,
                   I L2 - IS-IS level 2, O3 - OSPFv3, A B - BGP Aggregate,
                   A O - OSPF Summary, NG - Nexthop Group Static Route,
                   V - VXLAN Control Service, M - Martian,
                   DH - DHCP client installed default route,
                   DP - Dynamic Policy Route, L - VRF Leaked,
                   G  - gRIBI, RC - Route Cache Route

            Gateway of last resort:
             S        0.0.0.0/0 [1/0] via {device.Port(0).NeighborAddress}, {device.Port(0).Name}

            """);
        for (int i = 0; i < Connected; i++)
        {
            Port port = device.Port(i);
            if (port.IsRouted)
                report.Text.Line($" C        {port.Network}/{Port.PrefixLength} is directly connected, {port.Name}");
        }
        report.Fill(Learnt);
    }

    private static void Learnt(Report report, int index)
    {
        Route route = report.Device.Route(index);
        Port via = route.Port(report.Touches(index));
        TextBuffer text = report.Text;
        switch (route.Source)
        {
            case RouteSource.Ospf:
                text.Line($" O        {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {via.Name}");
                break;
            case RouteSource.OspfInterArea:
                text.Line($" O IA     {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {via.Name}");
                break;
            case RouteSource.OspfExternal:
                text.Line($" O E2     {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {via.Name}");
                break;
            case RouteSource.Bgp:
                text.Line($" B I      {route.Prefix} [200/0] via {via.NeighborAddress}, {via.Name}");
                break;
            default:
                text.Line($" S        {route.Prefix} [1/0] via {via.NeighborAddress}, {via.Name}");
                break;
        }
    }
}
