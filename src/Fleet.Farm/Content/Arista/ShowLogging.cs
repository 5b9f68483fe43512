using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show logging</c>.</summary>
internal static class ShowLogging
{
    public static void Write(Report report)
    {
        report.Text.Line("""
            Syslog logging: enabled
                Buffer logging: level debugging
                Console logging: level errors
                Persistent logging: disabled
                Monitor logging: level errors
                Synchronous logging: disabled
                Trap logging: level informational
                Sequence numbers: disabled
                Syslog facility: local4
                Hostname format: Hostname only
                Repeat logging interval: disabled

            Log Buffer:
            """u8);
        if (report.Device.HasRebooted)
            report.Text.Line($"{report.Device.Started} {report.Device.Name} StageMgr: %SYS-5-SYSTEM_RESTARTED: System restarted");
        report.Fill(Message);
    }

    private static void Message(Report report, int index)
    {
        int line = report.FirstLogLine + index;
        SplitMix random = report.Row(line);
        DeviceFacts device = report.Device;
        TextBuffer text = report.Text;
        Port port = device.Port(random.Below(52));
        text.Append($"{report.LogTime(line, (uint)random.Next())} {device.Name} ");
        ReadOnlySpan<byte> state = random.Chance(50) ? "up"u8 : "down"u8;
        switch (random.Below(7))
        {
            case 0:
                text.Line($"Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface {port.Name} ({port.Description}), changed state to {state}");
                break;
            case 1:
                text.Line($"Aaa: %AAA-5-LOGIN: user {device.User} logged in [from: {device.Management.Plus(random.Below(9))}] [service: sshd]");
                break;
            case 2:
                text.Line($"ConfigAgent: %SYS-5-CONFIG_I: Configured from console by {device.User} on vty{random.Below(9)} ({device.Management.Plus(random.Below(9))})");
                break;
            case 3:
                text.Line($"Rib: %OSPF-4-OSPF_ADJACENCY_ESTABLISHED: NGB {port.NeighborAddress}, interface {port.Address} adjacency established");
                break;
            case 4:
                text.Line($"Bgp: %BGP-3-NOTIFICATION: sent to neighbor {port.NeighborAddress} (AS {device.Asn}) 6/4 (Cease/administrative reset) 0 bytes");
                break;
            case 5:
                text.Line($"Lldp: %LLDP-5-NEIGHBOR_NEW: LLDP neighbor with chassisId {port.NeighborMac} and portId \"{port.NeighborPort}\" added on interface {port.Name}");
                break;
            default:
                text.Line($"Fru: %TRANSCEIVER-4-DOM_RX_POWER_LOW: transceiver on {port.Name} receives {random.Between(10, 30)} dB less than it should");
                break;
        }
    }
}
