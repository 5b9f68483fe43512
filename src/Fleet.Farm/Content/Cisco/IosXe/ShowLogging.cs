using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show logging</c>.</summary>
internal static class ShowLogging
{
    public static void Write(Report report)
    {
        report.Text.Line($"""
            Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns, xml disabled, filtering disabled)

            No Active Message Discriminator.


            No Inactive Message Discriminator.


                Console logging: level critical, 0 messages logged, xml disabled,
                                 filtering disabled
                Monitor logging: level debugging, 0 messages logged, xml disabled,
                                 filtering disabled
                Buffer logging:  level debugging, {4_000 + report.FirstLogLine} messages logged, xml disabled,
                                filtering disabled
                Exception Logging: size (4096 bytes)
                Count and timestamp logging messages: disabled
                Trap logging: level informational, {4_000 + report.FirstLogLine} message lines logged

            Log Buffer (1000000 bytes):

            """);
        if (report.Device.HasRebooted)
            report.Text.Line($"*{report.Device.Started}.201: %SYS-5-RESTART: System restarted --");
        report.Fill(Message);
    }

    private static void Message(Report report, int index)
    {
        int line = report.FirstLogLine + index;
        SplitMix random = report.Row(line);
        DeviceFacts device = report.Device;
        TextBuffer text = report.Text;
        Port port = device.Port(random.Below(52));
        Moment time = report.LogTime(line, (uint)random.Next());
        text.Append($"{2_000 + line:D6}: *{time}.{random.Below(1000):D3}: ");
        ReadOnlySpan<byte> state = random.Chance(50) ? "up"u8 : "down"u8;
        switch (random.Below(8))
        {
            case 0:
                text.Line($"%LINK-3-UPDOWN: Interface {port.Name}, changed state to {state}");
                break;
            case 1:
                text.Line($"%LINEPROTO-5-UPDOWN: Line protocol on Interface {port.Name}, changed state to {state}");
                break;
            case 2:
                text.Line($"%SYS-5-CONFIG_I: Configured from console by {device.User} on vty{random.Below(5)} ({device.Management.Plus(random.Below(9))})");
                break;
            case 3:
                text.Line($"%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: {device.User}] [Source: {device.Management.Plus(4)}] [localport: 22] at {time:t} UTC");
                break;
            case 4:
                text.Line($"%OSPF-5-ADJCHG: Process 1, Nbr {port.NeighborAddress} on {port.Name} from LOADING to FULL, Loading Done");
                break;
            case 5:
                text.Line($"%BGP-5-ADJCHANGE: neighbor {port.NeighborAddress} {(random.Chance(50) ? "Up" : "Down Peer closed the session")}");
                break;
            case 6:
                text.Line($"%SW_MATM-4-MACFLAP_NOTIF: Host {port.NeighborMac} in vlan {port.Vlan} is flapping between port {port.Name:s} and port {device.Port(random.Below(48)).Name:s}");
                break;
            default:
                text.Line($"%ILPOWER-5-POWER_GRANTED: Interface {port.Name:s}: Power granted");
                break;
        }
    }
}
