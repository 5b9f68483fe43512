using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show vlan</c> and <c>show spanning-tree</c>.</summary>
internal static class ShowVlan
{
    public static void Write(Report report)
    {
        report.Text.Line("""

            VLAN Name                             Status    Ports
            ---- -------------------------------- --------- -------------------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            int vlan = report.Device.Vlan(index);
            TextBuffer text = report.Text;
            ReadOnlySpan<byte> state = (report.Touches(index) & 1) == 0 ? "active"u8 : "act/lshut"u8;
            if (vlan == 1)
                text.Append($"1    {"default",-32} {state,-9} ");
            else
                text.Append($"{vlan,-4} VLAN{vlan:D4}{"",-24} {state,-9} ");
            bool isFirst = true;
            for (int i = index; index < Port.PortVlans && i < 48; i += Port.PortVlans)
            {
                Port port = report.Device.Port(i);
                if (port.IsRouted)
                    continue;
                if (!isFirst)
                    text.Append(", "u8);
                isFirst = false;
                text.Append($"{port.Name:s}");
            }
            text.Line();
        });
    }

    public static void SpanningTree(Report report) => report.Fill(static (report, index) =>
    {
        DeviceFacts device = report.Device;
        SplitMix random = report.Row(index);
        int vlan = device.Vlan(index);
        Port root = device.SwitchedPort(2);
        TextBuffer text = report.Text;
        text.Line($"""

            VLAN{vlan:D4}
              Spanning tree enabled protocol rstp
              Root ID    Priority    {24_576 + vlan}
                         Address     {root.NeighborMac}
                         Cost        {4 + report.Touches(index) % 5}
                         Port        {root.Index + 1} ({root.Name})
                         Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec

              Bridge ID  Priority    {32_768 + vlan}  (priority 32768 sys-id-ext {vlan})
                         Address     {device.BaseMac}
                         Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec
                         Aging Time  300 sec

            Interface           Role Sts Cost      Prio.Nbr Type
            ------------------- ---- --- --------- -------- --------------------------------
            """);
        int ports = random.Between(2, 12);
        Port port = root;
        for (int i = 0; i < ports; i++, port = device.SwitchedPort(port.Index + 1))
        {
            ReadOnlySpan<byte> role = i == 0 ? "Root"u8 : "Desg"u8;
            text.Line($"{port.Name,-19:s} {role} FWD {20_000,-9} 128.{port.Index + 1,-4} P2p");
        }
    });
}
