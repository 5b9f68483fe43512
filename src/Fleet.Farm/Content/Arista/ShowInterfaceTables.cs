using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary>Outputs with a line an interface: <c>show ip interface brief</c> and its like.</summary>
internal static class ShowInterfaceTables
{
    public static void IpBrief(Report report)
    {
        report.Text.Line("""
                                                                                           Address
            Interface         IP Address            Status       Protocol           MTU    Owner
            ----------------- --------------------- ------------ -------------- ---------- -------
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            if (!port.IsRouted)
                return;
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "up"u8 : port.IsShut ? "admin down"u8 : "down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "up"u8 : "down"u8;
            var address = new Prefix(port.Address, Port.PrefixLength);
            report.Text.Line($"{port.Name,-17} {address,-21} {status,-12} {protocol,-14} {1500,10}");
        });
    }

    public static void Status(Report report)
    {
        report.Text.Line("Port       Name                      Status       Vlan     Duplex Speed  Type            Flags Encapsulation"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            report.Text.Append($"{port.Name,-10:s} ");
            report.Text.AppendCut(port.Description, 25);
            ReadOnlySpan<byte> status = isUp ? "connected"u8 : port.IsShut ? "disabled"u8 : "notconnect"u8;
            report.Text.Append($" {status,-12} ");
            if (port.IsRouted)
                report.Text.Append($"{"routed",-8} ");
            else
                report.Text.Append($"{port.Vlan,-8} ");
            ReadOnlySpan<byte> speed = port.Name.IsUplink ? "100G"u8 : "10G"u8;
            ReadOnlySpan<byte> type = port.Name.IsUplink ? "100GBASE-SR4"u8 : "10GBASE-SR"u8;
            report.Text.Line($"full   {speed,-6} {type}");
        });
    }

    public static void Description(Report report)
    {
        report.Text.Line("Interface                      Status         Protocol           Description"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "up"u8 : port.IsShut ? "admin down"u8 : "down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "up"u8 : "down"u8;
            report.Text.Line($"{port.Name,-30:s} {status,-14} {protocol,-18} {port.Description}");
        });
    }
}
