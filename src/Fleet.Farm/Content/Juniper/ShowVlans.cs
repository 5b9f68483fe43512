using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show vlans</c> and <c>show spanning-tree interface</c>.</summary>
internal static class ShowVlans
{
    public static void Write(Report report)
    {
        report.Text.Line("\nRouting instance        VLAN name             Tag          Interfaces"u8);
        report.Fill(static (report, index) =>
        {
            int vlan = report.Device.Vlan(index);
            TextBuffer text = report.Text;
            int start = text.Length;
            text.Append("default-switch          "u8);
            if (vlan == 1)
                text.Append("default"u8);
            else
                text.Append($"vlan-{vlan}");
            text.PadTo(start + 46);
            text.Line($"{vlan}");
            for (int i = index; index < Port.PortVlans && i < 48; i += Port.PortVlans)
            {
                Port port = report.Device.Port(i);
                if (!port.IsRouted)
                    text.Line($"                                                           {port.Name}.0{(port.IsUp(0) ? "*" : "")}");
            }
            if ((report.Touches(index) & 1) == 1)
                text.Line($"                                                           {report.Device.Port(48 + index % 4).Name}.0*");
        });
    }

    public static void SpanningTree(Report report)
    {
        report.Text.Line("""

            Spanning tree interface parameters for instance 0

            Interface                  Port ID    Designated         Designated         Port    State  Role
                                                   port ID           bridge ID          Cost
            """u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            bool isUp = port.IsUp(report.Touches(index));
            ReadOnlySpan<byte> state = isUp ? "FWD"u8 : "BLK"u8;
            ReadOnlySpan<byte> role = index == 0 ? "ROOT"u8 : isUp ? "DESG"u8 : "DIS"u8;
            report.Text.Line(
                $"{port.Name,-26} 128:{490 + index,-7} 128:{490 + index,-13} 32768.{report.Device.BaseMac}  {20_000,8}  {state,-6} {role}");
        });
    }
}
