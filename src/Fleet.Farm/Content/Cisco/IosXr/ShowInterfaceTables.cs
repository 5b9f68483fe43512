using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary>Outputs with a line an interface: <c>show ipv4 interface brief</c> and its like.</summary>
internal static class ShowInterfaceTables
{
    public static void IpBrief(Report report)
    {
        report.Text.Line("\nInterface                      IP-Address      Status          Protocol Vrf-Name"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "Up"u8 : port.IsShut ? "Shutdown"u8 : "Down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "Up"u8 : "Down"u8;
            if (port.IsRouted)
                report.Text.Line($"{port.Name,-30} {port.Address,-15} {status,-15} {protocol,-8} default");
            else
                report.Text.Line($"{port.Name,-30} {"unassigned",-15} {status,-15} {protocol,-8} default");
        });
    }

    public static void Description(Report report)
    {
        report.Text.Line("""

            Interface          Status      Protocol    Description
            --------------------------------------------------------------------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "up"u8 : port.IsShut ? "admin-down"u8 : "down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "up"u8 : port.IsShut ? "admin-down"u8 : "down"u8;
            report.Text.Line($"{port.Name,-18:s} {status,-11} {protocol,-11} {port.Description}");
        });
    }

    public static void Brief(Report report)
    {
        report.Text.Line("""

                           Intf       Intf        LineP              Encap  MTU        BW
                           Name       State       State               Type (byte)    (Kbps)
            --------------------------------------------------------------------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> state = isUp ? "up"u8 : port.IsShut ? "admin-down"u8 : "down"u8;
            report.Text.Line($"{port.Name,19:s} {state,11} {state,11} {"ARPA",18} {1514,5} {port.Megabits * 1000L,10}");
        });
    }
}
