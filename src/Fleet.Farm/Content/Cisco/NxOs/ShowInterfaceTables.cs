using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary>Outputs with a line an interface: <c>show ip interface brief</c> and its like.</summary>
internal static class ShowInterfaceTables
{
    private const string Rule = "--------------------------------------------------------------------------------";

    public static void IpBrief(Report report)
    {
        report.Text.Line("""
            IP Interface Status for VRF "default"(1)
            Interface            IP Address      Interface Status
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            if (!port.IsRouted)
                return;
            ReadOnlySpan<byte> state = port.IsUp(report.Touches(index)) ? "up"u8 : "down"u8;
            ReadOnlySpan<byte> admin = port.IsShut ? "down"u8 : "up"u8;
            report.Text.Line($"{port.Name,-20:s} {port.Address,-15} protocol-{state}/link-{state}/admin-{admin}");
        });
    }

    public static void Status(Report report)
    {
        report.Text.Line($"""
            {Rule}
            Port          Name               Status    Vlan      Duplex  Speed   Type
            {Rule}
            """);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            report.Text.Append($"{port.Name,-13:s} ");
            report.Text.AppendCut(port.Description, 18);
            ReadOnlySpan<byte> status = isUp ? "connected"u8 : port.IsShut ? "disabled"u8 : "notconnec"u8;
            report.Text.Append($" {status,-9} ");
            if (port.IsRouted)
                report.Text.Append($"{"routed",-9} ");
            else
                report.Text.Append($"{port.Vlan,-9} ");
            ReadOnlySpan<byte> duplex = isUp ? "full"u8 : "auto"u8;
            ReadOnlySpan<byte> speed = !isUp ? "auto"u8 : port.Name.IsUplink ? "100G"u8 : "10G"u8;
            ReadOnlySpan<byte> type = port.Name.IsUplink ? "QSFP-100G-SR4"u8 : "10Gbase-SR"u8;
            report.Text.Line($"{duplex,-7} {speed,-7} {type}");
        });
    }

    public static void Description(Report report)
    {
        report.Text.Line($"""
            {Rule}-
            Port          Type   Speed   Description
            {Rule}-
            """);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            int speed = (report.Touches(index) & 1) == 0 ? port.Megabits / 1000 : 1;
            report.Text.Line($"{port.Name,-13:s} eth    {speed}G{"",-4} {port.Description}");
        });
    }

    public static void PortChannel(Report report)
    {
        report.Text.Line($"""
            Flags:  D - Down        P - Up in port-channel (members)
                    I - Individual  H - Hot-standby (LACP only)
                    s - Suspended   r - Module-removed
                    b - BFD Session Wait
                    S - Switched    R - Routed
                    U - Up (port-channel)
                    p - Up in delay-lacp mode (member)
                    M - Not in use. Min-links not met
            {Rule}
            Group Port-       Type     Protocol  Member Ports
                  Channel
            {Rule}
            """);
        report.Fill(static (report, index) =>
        {
            ReadOnlySpan<byte> state = (report.Touches(index) & 1) == 0 ? "(P)"u8 : "(s)"u8;
            int start = report.Text.Length;
            report.Text.Append($"{index + 1,-5} Po{index + 1}(SU)");
            report.Text.PadTo(start + 18);
            report.Text.Append($"Eth      LACP      {report.Device.Port(index * 2 + 2).Name:s}(P)   ");
            report.Text.Line($"{report.Device.Port(index * 2 + 3).Name:s}{state}");
        });
    }
}
