using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show running-config</c> and <c>show startup-config</c>.</summary>
internal static class ShowRunningConfig
{
    /// <summary>What stands below the rows, in bytes.</summary>
    private const int Tail = 70;

    public static void Write(Report report)
    {
        report.Text.Line("! Command: show running-config"u8);
        Configuration(report);
    }

    public static void Startup(Report report)
    {
        report.Text.Line($"""
            ! Command: show startup-config
            ! Startup-config last modified at {report.Now:w} {report.Now.Time.Year} by {report.Device.User}
            """);
        Configuration(report);
    }

    private static void Configuration(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            ! device: {device.Name} ({device.Model.Name}, EOS-{device.Model.Version})
            !
            ! boot system flash:/EOS-{device.Model.Version}.swi
            !
            transceiver qsfp default-mode 4x10G
            !
            service routing protocols model multi-agent
            !
            hostname {device.Name}
            dns domain example.net
            !
            spanning-tree mode rapid-pvst
            !
            management api http-commands
               no shutdown
            !
            interface Loopback0
               ip address {device.RouterId}/32
            !
            interface Management1
               ip address {device.Management}/16
            !
            """);
        report.FillPart(70, Interface);
        report.Text.Line($"""
            ip routing
            !
            router bgp {device.Asn}
               router-id {device.RouterId}
               neighbor {device.Port(0).NeighborAddress} remote-as {device.Asn}
               neighbor {device.Port(1).NeighborAddress} remote-as {device.Asn}
            !
            router ospf 1
               router-id {device.RouterId}
               network 10.0.0.0/8 area 0.0.0.0
            !
            ip access-list CUSTOMERS
            """);
        report.Fill(AccessListEntry, Tail);
        report.Text.Line("""
            !
            ntp server 192.168.0.10
            ntp server 192.168.0.11
            !
            end
            """u8);
    }

    private static void Interface(Report report, int index)
    {
        Port port = report.Device.Port(index);
        TextBuffer text = report.Text;
        text.Line($"interface {port.Name}");
        text.Line($"   description {port.Description}");
        if (port.IsShut)
            text.Line("   shutdown"u8);
        if (port.IsRouted)
        {
            if (port.Name.IsPort)
                text.Line("   no switchport"u8);
            text.Line($"   ip address {port.Address}/{Port.PrefixLength}");
        }
        else
        {
            text.Line($"   switchport access vlan {port.Vlan}");
        }
        text.Line("!"u8);
    }

    private static void AccessListEntry(Report report, int index)
    {
        SplitMix random = report.Row(index + 100_000);
        var source = new Prefix(new Ipv4(0x0A00_0000 | (uint)random.Next() & 0x00FF_FF00), 24);
        var destination = new Prefix(new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FF00), 24);
        ReadOnlySpan<byte> verb = random.Chance(80) ? "permit"u8 : "deny"u8;
        int port = (random.Below(1000) + report.Touches(index)) % 9000 + 1000;
        report.Text.Line($"   {index * 10 + 10} {verb} tcp {source} {destination} eq {port}");
    }
}
