using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show running-config</c> and <c>show startup-config</c>.</summary>
internal static class ShowRunningConfig
{
    /// <summary>What stands below the rows, in bytes.</summary>
    private const int Tail = 160;

    public static void Write(Report report)
    {
        report.Text.Line($"""
            Building configuration...

            Current configuration : {report.Target - 60} bytes
            !
            ! Last configuration change at {report.Now:t} UTC {report.Now.DayName} {report.Now.MonthName} {report.Now.Time.Day} {report.Now.Time.Year} by {report.Device.User}
            """);
        Configuration(report);
    }

    public static void Startup(Report report)
    {
        report.Text.Line($"Using {report.Target - 30} out of 2097152 bytes, saved {report.Revision} times since");
        Configuration(report);
    }

    private static void Configuration(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            !
            version {device.Model.Version[..5]}
            service timestamps debug datetime msec
            service timestamps log datetime msec
            no platform punt-keepalive disable-kernel-core
            !
            hostname {device.Name}
            !
            vrf definition Mgmt-vrf
             !
             address-family ipv4
             exit-address-family
            !
            aaa new-model
            ip domain name example.net
            spanning-tree mode rapid-pvst
            !
            interface Loopback0
             ip address {device.RouterId} 255.255.255.255
            !
            """);
        report.FillPart(70, Interface);
        report.Text.Line($"""
            router ospf 1
             router-id {device.RouterId}
             network 10.0.0.0 0.255.255.255 area 0
            !
            router bgp {device.Asn}
             bgp router-id {device.RouterId}
             neighbor {device.Port(0).NeighborAddress} remote-as {device.Asn}
             neighbor {device.Port(1).NeighborAddress} remote-as {device.Asn}
            !
            ip access-list extended CUSTOMERS
            """);
        report.Fill(AccessListEntry, Tail);
        report.Text.Line("""
            !
            line con 0
             stopbits 1
            line vty 0 4
             transport input ssh
            line vty 5 15
             transport input ssh
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
        text.Line($" description {port.Description}");
        if (port.IsRouted)
        {
            if (port.Name.IsPort)
                text.Line(" no switchport"u8);
            text.Line($" ip address {port.Address} {Ipv4.Mask(Port.PrefixLength)}");
        }
        else
        {
            text.Line($" switchport access vlan {port.Vlan}");
            text.Line(" switchport mode access\n spanning-tree portfast"u8);
        }
        if (port.IsShut)
            text.Line(" shutdown"u8);
        text.Line("!"u8);
    }

    internal static void AccessListEntry(Report report, int index)
    {
        SplitMix random = report.Row(index + 100_000);
        var source = new Ipv4(0x0A00_0000 | (uint)random.Next() & 0x00FF_FF00);
        var destination = new Ipv4(0xAC10_0000 | (uint)random.Next() & 0x000F_FF00);
        ReadOnlySpan<byte> verb = random.Chance(80) ? "permit"u8 : "deny"u8;
        int port = (random.Below(1000) + report.Touches(index)) % 9000 + 1000;
        report.Text.Line($" {index * 10 + 10} {verb} tcp {source} 0.0.0.255 {destination} 0.0.0.255 eq {port}");
    }
}
