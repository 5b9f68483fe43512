using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show route</c>, of all tables or one.</summary>
internal static class ShowRoute
{
    private const int Connected = 4;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        int routes = report.Target / 90 + 5;
        var age = new Duration(device.UptimeSeconds(0) - 40);
        report.Text.Line($"""

            inet.0: {routes} destinations, {routes + 12} routes ({routes} active, 0 holddown, 0 hidden)
            + = Active Route, - = Last Active, * = Both

            0.0.0.0/0          *[Static/5] {age:j}
                                >  to {device.Port(0).NeighborAddress} via {device.Port(0).Name}.0
            """);
        for (int i = 0; i < Connected; i++)
        {
            Port port = device.Port(i);
            if (!port.IsRouted)
                continue;
            report.Text.Line($"""
                {new Prefix(port.Network, Port.PrefixLength),-18} *[Direct/0] {age:j}
                                    >  via {port.Name}.0
                {new Prefix(port.Address, 32),-18} *[Local/0] {age:j}
                                       Local via {port.Name}.0
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
        switch (route.Source)
        {
            case RouteSource.Ospf or RouteSource.OspfInterArea:
                text.Line($"{route.Prefix,-18} *[OSPF/10] {age:j}, metric {route.Metric}");
                break;
            case RouteSource.OspfExternal:
                text.Line($"{route.Prefix,-18} *[OSPF/150] {age:j}, metric {route.Metric}, tag 0");
                break;
            case RouteSource.Bgp:
                text.Line($"""
                    {route.Prefix,-18} *[BGP/170] {age:j}, localpref 100, from {via.NeighborAddress}
                                          AS path: {64_512 + index % 900} I, validation-state: unverified
                    """);
                break;
            default:
                text.Line($"{route.Prefix,-18} *[Static/5] {age:j}");
                break;
        }
        text.Line($"                    >  to {via.NeighborAddress} via {via.Name}.0");
    }
}
