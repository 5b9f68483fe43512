using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show running-config</c> and <c>show startup-config</c>.</summary>
internal static class ShowRunningConfig
{
    /// <summary>What stands below the rows, in bytes.</summary>
    private const int Tail = 120;

    public static void Write(Report report)
    {
        report.Text.Line($"""

            !Command: show running-config
            !Running configuration last done at: {report.Now:w} {report.Now.Time.Year}
            !Time: {report.Now.Plus(611):w} {report.Now.Time.Year}

            """);
        Configuration(report);
    }

    public static void Startup(Report report)
    {
        report.Text.Line($"""

            !Command: show startup-config
            !Time: {report.Now:w} {report.Now.Time.Year}
            !Startup config saved at: {report.Now.Plus(-3_611):w} {report.Now.Time.Year}

            """);
        Configuration(report);
    }

    private static void Configuration(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            version {device.Model.Version} Bios:version 05.45
            hostname {device.Name}

            feature ospf
            feature bgp
            feature interface-vlan
            feature lacp
            feature lldp

            no password strength-check
            ip domain-lookup
            snmp-server location {device.Site}

            vrf context management
              ip route 0.0.0.0/0 192.168.0.1

            interface mgmt0
              vrf member management
              ip address {device.Management}/16

            interface loopback0
              ip address {device.RouterId}/32
              ip router ospf 1 area 0.0.0.0

            """);
        report.FillPart(70, Interface);
        report.Text.Line($"""
            router ospf 1
              router-id {device.RouterId}
            router bgp {device.Asn}
              router-id {device.RouterId}
              neighbor {device.Port(0).NeighborAddress}
                remote-as {device.Asn}
              neighbor {device.Port(1).NeighborAddress}
                remote-as {device.Asn}

            ip access-list CUSTOMERS
            """);
        report.Fill(AccessListEntry, Tail);
        report.Text.Line("""

            line console
              exec-timeout 15
            line vty
              exec-timeout 15
            ntp server 192.168.0.10 use-vrf management
            logging server 192.168.0.12 6
            """u8);
    }

    private static void Interface(Report report, int index)
    {
        Port port = report.Device.Port(index);
        TextBuffer text = report.Text;
        text.Line($"interface {port.Name}");
        text.Line($"  description {port.Description}");
        if (port.IsRouted)
        {
            if (port.Name.IsPort)
                text.Line("  no switchport"u8);
            text.Line($"  ip address {port.Address}/{Port.PrefixLength}");
        }
        else
        {
            text.Line($"  switchport access vlan {port.Vlan}");
            text.Line("  spanning-tree port type edge"u8);
        }
        text.Line(port.IsShut ? "  shutdown\n"u8 : "  no shutdown\n"u8);
    }

    private static void AccessListEntry(Report report, int index)
    {
        SplitMix random = report.Row(index + 100_000);
        var source = new Prefix(new Ipv4(0x0A00_0000 | (uint)random.Next() & 0x00FF_FF00), 24);
        var destination = new Prefix(new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FF00), 24);
        ReadOnlySpan<byte> verb = random.Chance(80) ? "permit"u8 : "deny"u8;
        int port = (random.Below(1000) + report.Touches(index)) % 9000 + 1000;
        report.Text.Line($"  {index * 10 + 10} {verb} tcp {source} {destination} eq {port}");
    }
}
