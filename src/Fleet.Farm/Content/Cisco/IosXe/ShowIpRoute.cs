using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show ip route</c>, of the global table or a VRF.</summary>
internal static class ShowIpRoute
{
    private const int Connected = 6;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
                   D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
                   N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
                   E1 - OSPF external type 1, E2 - OSPF external type 2, m - OMP
                   n - NAT, Ni - NAT inside, No - NAT outside, Nd - NAT DIA
                   i - IS-IS, su - IS-IS summary, L1 - IS-IS level-1, L2 - IS-IS level-2
                   ia - IS-IS inter area, * - candidate default, U - per-user static route
                   H - NHRP, G - NHRP registered, g - NHRP registration summary
                   o - ODR, P - periodic downloaded static route, l - LISP
                   a - application route
                   + - replicated route, % - next hop override, p - overrides from PfR
                   & - replicated local route overrides by connected

            Gateway of last resort is {device.Port(0).NeighborAddress} to network 0.0.0.0

            S*    0.0.0.0/0 [1/0] via {device.Port(0).NeighborAddress}
                  10.0.0.0/8 is variably subnetted, {report.Target / 62 + 2} subnets, 3 masks
            """);
        for (int i = 0; i < Connected; i++)
        {
            Port port = device.Port(i);
            if (port.IsRouted)
            {
                report.Text.Line($"C        {port.Network}/{Port.PrefixLength} is directly connected, {port.Name}");
                report.Text.Line($"L        {port.Address}/32 is directly connected, {port.Name}");
            }
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
        switch (route.Source)
        {
            case RouteSource.Ospf:
                text.Line($"O        {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.OspfInterArea:
                text.Line($"O IA     {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.OspfExternal:
                text.Line($"O E2     {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.Bgp:
                text.Line($"B        {route.Prefix} [200/0] via {via.NeighborAddress}, {age}");
                break;
            default:
                text.Line($"S        {route.Prefix} [1/0] via {via.NeighborAddress}");
                break;
        }
    }
}
