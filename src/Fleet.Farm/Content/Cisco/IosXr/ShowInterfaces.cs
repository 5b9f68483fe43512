using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

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
        ReadOnlySpan<byte> protocol = isUp ? "up"u8 : port.IsShut ? "administratively down"u8 : "down"u8;
        ReadOnlySpan<byte> hardware = port.Name.IsPort
            ? port.Name.IsUplink ? "HundredGigE"u8 : "TenGigE"u8
            : "VLAN sub-interface(s)"u8;
        Duration last = report.Age(ref random, 0);
        ulong packetsIn = Report.Counter(ref random, 36, touches);
        ulong packetsOut = Report.Counter(ref random, 36, touches);
        long rateIn = isUp ? random.Below(port.Megabits) * 997L : 0;
        long rateOut = isUp ? random.Below(port.Megabits) * 991L : 0;
        text.Line($"""
            {port.Name} is {state}, line protocol is {protocol}
              Interface state transitions: {random.Below(40) + touches + 1}
              Hardware is {hardware}, address is {port.Mac} (bia {port.Mac})
              Layer 1 Transport Mode is LAN
              Description: {port.Description}
            """);
        if (port.IsRouted)
            text.Line($"  Internet address is {port.Address}/{Port.PrefixLength}");
        else
            text.Line("  Internet address is Unknown"u8);
        text.Line($"""
              MTU 1514 bytes, BW {port.Megabits * 1000L} Kbit (Max: {port.Megabits * 1000L} Kbit)
                 reliability 255/255, txload {random.Between(1, 40)}/255, rxload {random.Between(1, 40)}/255
              Encapsulation ARPA,
              Full-duplex, {port.Megabits}Mb/s, 10GBASE-LR, link type is force-up
              output flow control is off, input flow control is off
              Carrier delay (up) is 10 msec
              loopback not set,
              Last link flapped {last}
              ARP type ARPA, ARP timeout 04:00:00
              Last input 00:00:00, output 00:00:00
              Last clearing of "show interface" counters never
              5 minute input rate {rateIn} bits/sec, {rateIn / 4_000} packets/sec
              5 minute output rate {rateOut} bits/sec, {rateOut / 4_000} packets/sec
                 {packetsIn} packets input, {packetsIn * 713} bytes, {random.Below(900)} total input drops
                 0 drops for unrecognized upper-level protocol
                 Received {packetsIn >> 11} broadcast packets, {packetsIn >> 9} multicast packets
                          0 runts, 0 giants, 0 throttles, 0 parity
                 {random.Below(60)} input errors, {random.Below(40)} CRC, 0 frame, 0 overrun, 0 ignored, 0 abort
                 {packetsOut} packets output, {packetsOut * 611} bytes, {random.Below(900)} total output drops
                 Output {packetsOut >> 11} broadcast packets, {packetsOut >> 9} multicast packets
                 0 output errors, 0 underruns, 0 applique, 0 resets
                 0 output buffer failures, 0 output buffers swapped out
                 {random.Below(40) + 1} carrier transitions

            """);
    }
}
