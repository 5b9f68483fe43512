using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show interfaces</c>.</summary>
internal static class ShowInterfaces
{
    public static void Write(Report report) => report.Fill(Interface);

    private static void Interface(Report report, int index)
    {
        TextBuffer text = report.Text;
        DeviceFacts device = report.Device;
        Port port = device.Port(index);
        SplitMix random = report.Row(index);
        int touches = report.Touches(index);
        bool isUp = port.IsUp(touches);
        ReadOnlySpan<byte> link = isUp ? "Up"u8 : "Down"u8;
        ReadOnlySpan<byte> flags = isUp ? "Present Running"u8 : "Present Running Down"u8;
        ReadOnlySpan<byte> alarms = isUp ? "None"u8 : "LINK"u8;
        ulong packetsIn = Report.Counter(ref random, 36, touches);
        ulong packetsOut = Report.Counter(ref random, 36, touches);
        long rateIn = isUp ? random.Below(port.Megabits) * 997L : 0;
        long rateOut = isUp ? random.Below(port.Megabits) * 991L : 0;
        long flapped = report.Age(ref random, 0).Seconds;
        if (index > 0)
            text.Line();
        text.Line($"""
            Physical interface: {port.Name}, Enabled, Physical link is {link}
              Interface index: {140 + index}, SNMP ifIndex: {520 + 2 * index}
              Description: {port.Description}
              Link-level type: Ethernet, MTU: 1514, LAN-PHY mode, Speed: {port.Megabits}mbps, BPDU Error: None, Loop Detect PDU Error: None,
              Flow control: Disabled, Auto-negotiation: Enabled, Remote fault: Online, Media type: Copper
              Device flags   : {flags}
              Interface flags: SNMP-Traps Internal: 0x4000
              Link flags     : None
              CoS queues     : 8 supported, 8 maximum usable queues
              Current address: {port.Mac:c}, Hardware address: {port.Mac:c}
              Last flapped   : {device.Started.Plus(device.UptimeSeconds(0) - flapped):i} UTC ({new Duration(flapped):j} ago)
              Input rate     : {rateIn} bps ({rateIn / 4_000} pps)
              Output rate    : {rateOut} bps ({rateOut / 4_000} pps)
              Active alarms  : {alarms}
              Active defects : {alarms}
              Interface transmit statistics: Disabled

              Logical interface {port.Name}.0 (Index {330 + index}) (SNMP ifIndex {521 + 2 * index})
                Flags: Up SNMP-Traps 0x4004000 Encapsulation: ENET2
                Input packets : {packetsIn}
                Output packets: {packetsOut}
            """);
        if (port.IsRouted)
        {
            text.Line($"""
                    Protocol inet, MTU: 1500
                      Flags: Sendbcast-pkt-to-re
                      Addresses, Flags: Is-Preferred Is-Primary
                        Destination: {port.Network}/{Port.PrefixLength}, Local: {port.Address}, Broadcast: {port.Network.Plus(3)}
                """);
        }
        else
        {
            text.Line("    Protocol eth-switch, MTU: 1514\n      Flags: Is-Primary"u8);
        }
    }
}
