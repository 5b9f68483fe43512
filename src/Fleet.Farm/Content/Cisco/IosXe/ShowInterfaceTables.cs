using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary>Outputs with a line an interface: <c>show ip interface brief</c> and its like.</summary>
internal static class ShowInterfaceTables
{
    public static void IpBrief(Report report)
    {
        report.Text.Line("Interface              IP-Address      OK? Method Status                Protocol"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "up"u8 : port.IsShut ? "administratively down"u8 : "down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "up"u8 : "down"u8;
            if (port.IsRouted)
                report.Text.Line($"{port.Name,-22} {port.Address,-15} YES NVRAM  {status,-21} {protocol}");
            else
                report.Text.Line($"{port.Name,-22} unassigned      YES unset  {status,-21} {protocol}");
        });
    }

    public static void Status(Report report)
    {
        report.Text.Line("\nPort         Name               Status       Vlan       Duplex  Speed Type"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            report.Text.Append($"{port.Name,-12:s} ");
            report.Text.AppendCut(port.Description, 18);
            ReadOnlySpan<byte> status = isUp ? "connected"u8 : port.IsShut ? "disabled"u8 : "notconnect"u8;
            report.Text.Append($" {status,-12} ");
            if (port.IsRouted)
                report.Text.Append($"{"routed",-10} ");
            else
                report.Text.Append($"{port.Vlan,-10} ");
            ReadOnlySpan<byte> duplex = isUp ? "a-full"u8 : "auto"u8;
            ReadOnlySpan<byte> speed = !isUp ? "auto"u8 : port.Name.IsUplink ? "a-10G"u8 : "a-1000"u8;
            ReadOnlySpan<byte> type = port.Name.IsUplink ? "SFP-10GBase-SR"u8 : "10/100/1000BaseTX"u8;
            report.Text.Line($"{duplex,6} {speed,6} {type}");
        });
    }

    public static void Description(Report report)
    {
        report.Text.Line("Interface                      Status         Protocol Description"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> status = isUp ? "up"u8 : port.IsShut ? "admin down"u8 : "down"u8;
            ReadOnlySpan<byte> protocol = isUp ? "up"u8 : "down"u8;
            report.Text.Line($"{port.Name,-30:s} {status,-14} {protocol,-8} {port.Description}");
        });
    }

    public static void EtherChannel(Report report)
    {
        report.Text.Line("""
            Flags:  D - down        P - bundled in port-channel
                    I - stand-alone s - suspended
                    H - Hot-standby (LACP only)
                    R - Layer3      S - Layer2
                    U - in use      f - failed to allocate aggregator


            Number of channel-groups in use: 24
            Number of aggregators:           24

            Group  Port-channel  Protocol    Ports
            ------+-------------+-----------+-----------------------------------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            Port first = report.Device.Port(index * 2 + 2);
            Port second = report.Device.Port(index * 2 + 3);
            ReadOnlySpan<byte> state = (report.Touches(index) & 1) == 0 ? "(P)"u8 : "(s)"u8;
            int start = report.Text.Length;
            report.Text.Append($"{index + 1,-6} Po{index + 1}(SU)");
            report.Text.PadTo(start + 21);
            report.Text.Append($"LACP        {first.Name:s}(P)    ");
            report.Text.Line($"{second.Name:s}{state}");
        });
    }
}
