using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show interface</c>.</summary>
internal static class ShowInterface
{
    public static void Write(Report report) => report.Fill(Interface);

    private static void Interface(Report report, int index)
    {
        TextBuffer text = report.Text;
        Port port = report.Device.Port(index);
        SplitMix random = report.Row(index);
        int touches = report.Touches(index);
        bool isUp = port.IsUp(touches);
        ReadOnlySpan<byte> state =
            isUp ? "up"u8 : port.IsShut ? "down (Administratively down)"u8 : "down (Link not connected)"u8;
        ReadOnlySpan<byte> admin = port.IsShut ? "down"u8 : "up"u8;
        int gigabits = port.Megabits / 1000;
        text.Line($"{port.Name} is {state}");
        if (port.Name.IsPort)
            text.Line($"admin state is {admin}, Dedicated Interface");
        text.Line($"""
              Hardware: 1000/10000/25000 Ethernet, address: {port.Mac} (bia {port.Mac})
              Description: {port.Description}
            """);
        if (port.IsRouted)
            text.Line($"  Internet Address is {port.Address}/{Port.PrefixLength}");
        ReadOnlySpan<byte> mode = port.IsRouted ? "routed"u8 : "access"u8;
        ReadOnlySpan<byte> duplex = isUp ? "full"u8 : "auto"u8;
        int days = report.Age(ref random, 0).Days;
        ulong packetsIn = Report.Counter(ref random, 36, touches);
        ulong packetsOut = Report.Counter(ref random, 36, touches);
        long rateIn = isUp ? random.Below(port.Megabits) * 997L : 0;
        long rateOut = isUp ? random.Below(port.Megabits) * 991L : 0;
        text.Line($"""
              MTU 1500 bytes,  BW {port.Megabits * 1000L} Kbit , DLY 10 usec
              reliability 255/255, txload {random.Between(1, 40)}/255, rxload {random.Between(1, 40)}/255
              Encapsulation ARPA, medium is broadcast
              Port mode is {mode}
              {duplex}-duplex, {gigabits} Gb/s, media type is {gigabits}G
              Beacon is turned off
              Auto-Negotiation is turned on  FEC mode is Auto
              Input flow-control is off, output flow-control is off
              Auto-mdix is turned off
              Switchport monitor is off
              EtherType is 0x8100
              EEE (efficient-ethernet) : n/a
                admin fec state is auto, oper fec state is off
              Last link flapped {days / 7}week(s) {days % 7}day(s)
              Last clearing of "show interface" counters never
              {random.Between(1, 9)} interface resets
              Load-Interval #1: 30 seconds
                30 seconds input rate {rateIn} bits/sec, {rateIn / 4_000} packets/sec
                30 seconds output rate {rateOut} bits/sec, {rateOut / 4_000} packets/sec
                input rate {rateIn / 1000} Kbps, {rateIn / 4_000} pps; output rate {rateOut / 1000} Kbps, {rateOut / 4_000} pps
              RX
                {packetsIn} unicast packets  {packetsIn >> 9} multicast packets  {packetsIn >> 11} broadcast packets
                {packetsIn + (packetsIn >> 9) + (packetsIn >> 11)} input packets  {packetsIn * 713} bytes
                0 jumbo packets  0 storm suppression bytes
                0 runts  0 giants  {random.Below(40)} CRC  0 no buffer
                {random.Below(60)} input error  0 short frame  0 overrun   0 underrun  0 ignored
                0 watchdog  0 bad etype drop  0 bad proto drop  0 if down drop
                0 input with dribble  {random.Below(900)} input discard
                0 Rx pause
              TX
                {packetsOut} unicast packets  {packetsOut >> 9} multicast packets  {packetsOut >> 11} broadcast packets
                {packetsOut + (packetsOut >> 9) + (packetsOut >> 11)} output packets  {packetsOut * 611} bytes
                0 jumbo packets
                0 output error  0 collision  0 deferred  0 late collision
                0 lost carrier  0 no carrier  0 babble  {random.Below(900)} output discard
                0 Tx pause

            """);
    }
}
