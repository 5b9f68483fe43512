using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show interfaces</c>.</summary>
internal static class ShowInterfaces
{
    public static void Write(Report report) => report.Fill(Interface);

    private static void Interface(Report report, int index)
    {
        TextBuffer text = report.Text;
        Port port = report.Device.Port(index);
        SplitMix random = report.Row(index);
        int touches = report.Touches(index);
        bool isUp = port.IsUp(touches);
        ReadOnlySpan<byte> state = isUp
            ? "up, line protocol is up (connected)"u8
            : port.IsShut ? "administratively down, line protocol is down (disabled)"u8 : "down, line protocol is down (notconnect)"u8;
        ReadOnlySpan<byte> word = isUp ? "Up"u8 : "Down"u8;
        ReadOnlySpan<byte> hardware = port.Name.IsPort ? "Ethernet"u8 : "Vlan"u8;
        text.Line($"""
            {port.Name} is {state}
              Hardware is {hardware}, address is {port.Mac} (bia {port.Mac})
              Description: {port.Description}
            """);
        if (port.IsRouted)
            text.Line($"  Internet address is {port.Address}/{Port.PrefixLength}\n  Broadcast address is 255.255.255.255");
        Duration age = report.Age(ref random, 0);
        ulong packetsIn = Report.Counter(ref random, 36, touches);
        ulong packetsOut = Report.Counter(ref random, 36, touches);
        int rateIn = isUp ? random.Below(port.Megabits) : 0;
        int rateOut = isUp ? random.Below(port.Megabits) : 0;
        text.Line($"""
              IP MTU 1500 bytes, BW {port.Megabits * 1000L} kbit
              Full-duplex, {port.Megabits / 1000}Gb/s, auto negotiation: off, uni-link: n/a
              {word} {age.Days} days, {age.Hours} hours, {age.Minutes} minutes, {age.OddSeconds} seconds
              Loopback Mode : None
              {random.Below(40) + 2 + touches} link status changes since last clear
              Last clearing of "show interface" counters never
              5 minutes input rate {rateIn * 10L} kbps ({rateIn % 99}.{rateIn % 10}% with framing overhead), {rateIn * 3L} packets/sec
              5 minutes output rate {rateOut * 10L} kbps ({rateOut % 99}.{rateOut % 10}% with framing overhead), {rateOut * 3L} packets/sec
                 {packetsIn} packets input, {packetsIn * 713} bytes
                 Received {packetsIn >> 11} broadcasts, {packetsIn >> 9} multicast
                 0 runts, 0 giants
                 {random.Below(60)} input errors, {random.Below(40)} CRC, 0 alignment, 0 symbol, {random.Below(900)} input discards
                 0 PAUSE input
                 {packetsOut} packets output, {packetsOut * 611} bytes
                 Sent {packetsOut >> 11} broadcasts, {packetsOut >> 9} multicast
                 0 output errors, 0 collisions
                 0 late collision, 0 deferred, {random.Below(900)} output discards
                 0 PAUSE output
            """);
    }
}
