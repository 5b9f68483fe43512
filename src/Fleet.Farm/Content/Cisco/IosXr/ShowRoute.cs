using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show route</c>, of the default VRF or another.</summary>
internal static class ShowRoute
{
    private const int Connected = 6;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        var age = new Duration(device.UptimeSeconds(0) - 40);
        report.Text.Line($"""

            Codes: C - connected, S - static, R - RIP, B - BGP, (>) - Diversion path
                   D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area
                   N1 - OSPF NSSA external type 1, N2 - OSPF NSSA external type 2
                   E1 - OSPF external type 1, E2 - OSPF external type 2, E - EGP
                   i - ISIS, L1 - IS-IS level-1, L2 - IS-IS level-2
                   ia - IS-IS inter area, su - IS-IS summary null, * - candidate default
                   U - per-user static route, o - ODR, L - local, G  - DAGR, l - LISP
                   A - access/subscriber, a - Application route
                   M - mobile route, r - RPL, t - Traffic Engineering, (!) - FRR Backup path

            Gateway of last resort is {device.Port(0).NeighborAddress} to network 0.0.0.0

            S*   0.0.0.0/0 [1/0] via {device.Port(0).NeighborAddress}, {age}
            """);
        for (int i = 0; i < Connected; i++)
        {
            Port port = device.Port(i);
            if (!port.IsRouted)
                continue;
            report.Text.Line($"C    {port.Network}/{Port.PrefixLength} is directly connected, {age}, {port.Name}");
            report.Text.Line($"L    {port.Address}/32 is directly connected, {age}, {port.Name}");
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
                text.Line($"O    {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.OspfInterArea:
                text.Line($"O IA {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.OspfExternal:
                text.Line($"O E2 {route.Prefix} [110/{route.Metric}] via {via.NeighborAddress}, {age}, {via.Name}");
                break;
            case RouteSource.Bgp:
                text.Line($"B    {route.Prefix} [200/0] via {via.NeighborAddress}, {age}");
                break;
            default:
                text.Line($"S    {route.Prefix} [1/0] via {via.NeighborAddress}, {age}");
                break;
        }
    }
}
