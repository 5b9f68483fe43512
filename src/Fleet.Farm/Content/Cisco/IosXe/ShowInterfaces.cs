using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

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
        ReadOnlySpan<byte> state = isUp ? "up"u8 : port.IsShut ? "administratively down"u8 : "down"u8;
        ReadOnlySpan<byte> protocol = isUp ? "up (connected)"u8 : port.IsShut ? "down (disabled)"u8 : "down (notconnect)"u8;
        ReadOnlySpan<byte> hardware =
            !port.Name.IsPort ? "Ethernet SVI"u8 : port.Name.IsUplink ? "Ten Gigabit Ethernet"u8 : "Gigabit Ethernet"u8;
        text.Line($"""
            {port.Name} is {state}, line protocol is {protocol}
              Hardware is {hardware}, address is {port.Mac} (bia {port.Mac})
              Description: {port.Description}
            """);
        if (port.IsRouted)
            text.Line($"  Internet address is {port.Address}/{Port.PrefixLength}");
        ReadOnlySpan<byte> duplex = isUp ? "Full"u8 : "Auto"u8;
        int load = random.Between(1, 40);
        var input = new Duration(random.Below(50) + touches);
        var output = new Duration(random.Below(9));
        ulong packetsIn = Report.Counter(ref random, 36, touches);
        ulong packetsOut = Report.Counter(ref random, 36, touches);
        int rate = isUp ? random.Below(port.Megabits) : 0;
        text.Line($"""
              MTU 1500 bytes, BW {port.Megabits * 1000L} Kbit/sec, DLY 10 usec,
                 reliability 255/255, txload {load}/255, rxload {load / 2 + 1}/255
              Encapsulation ARPA, loopback not set
              Keepalive set (10 sec)
              {duplex}-duplex, {port.Megabits}Mb/s, media type is 10/100/1000BaseTX
              input flow-control is on, output flow-control is unsupported
              ARP type: ARPA, ARP Timeout 04:00:00
              Last input {input}, output {output}, output hang never
              Last clearing of "show interface" counters never
              Input queue: 0/2000/{random.Below(4)}/0 (size/max/drops/flushes); Total output drops: {random.Below(900)}
              Queueing strategy: fifo
              Output queue: 0/40 (size/max)
              5 minute input rate {rate * 1000L} bits/sec, {rate} packets/sec
              5 minute output rate {rate * 700L} bits/sec, {rate / 2} packets/sec
                 {packetsIn} packets input, {packetsIn * 713} bytes, 0 no buffer
                 Received {packetsIn >> 9} broadcasts ({packetsIn >> 10} multicasts)
                 0 runts, 0 giants, 0 throttles
                 {random.Below(60)} input errors, {random.Below(40)} CRC, 0 frame, 0 overrun, 0 ignored
                 0 watchdog, {packetsIn >> 10} multicast, 0 pause input
                 0 input packets with dribble condition detected
                 {packetsOut} packets output, {packetsOut * 611} bytes, 0 underruns
                 Output {packetsOut >> 8} broadcasts ({packetsOut >> 9} multicasts)
                 0 output errors, 0 collisions, {random.Between(1, 5)} interface resets
                 0 unknown protocol drops
                 0 babbles, 0 late collision, 0 deferred
                 0 lost carrier, 0 no carrier, 0 pause output
                 0 output buffer failures, 0 output buffers swapped out
            """);
    }
}
