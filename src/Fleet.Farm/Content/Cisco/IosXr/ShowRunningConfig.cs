using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show running-config</c>.</summary>
internal static class ShowRunningConfig
{
    /// <summary>What stands below the rows, in bytes.</summary>
    private const int Tail = 330;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            Building configuration...
            !! IOS XR Configuration {device.Model.Version}
            !! Last configuration change at {report.Now.Plus(-3_611):w} {report.Now.Time.Year} by {device.User}
            !
            hostname {device.Name}
            logging 192.168.0.12 vrf default severity info
            domain name example.net
            cdp
            !
            lldp
            !
            line default
             exec-timeout 15 0
            !
            ntp
             server 192.168.0.10
             server 192.168.0.11
            !
            interface Loopback0
             ipv4 address {device.RouterId} 255.255.255.255
            !
            interface MgmtEth0/RP0/CPU0/0
             ipv4 address {device.Management} 255.255.0.0
            !
            """);
        report.FillPart(70, Interface);
        report.Text.Line("prefix-set CUSTOMERS"u8);
        report.Fill(PrefixSetEntry, Tail);
        report.Text.Line($"""
              192.0.2.0/24
            end-set
            !
            router ospf 1
             router-id {device.RouterId}
             area 0
              interface {device.Port(0).Name}
              !
             !
            !
            router bgp {device.Asn}
             bgp router-id {device.RouterId}
             address-family ipv4 unicast
             !
             neighbor {device.Port(0).NeighborAddress}
              remote-as {device.Asn}
              address-family ipv4 unicast
              !
             !
            !
            ssh server v2
            end
            """);
    }

    private static void Interface(Report report, int index)
    {
        Port port = report.Device.Port(index);
        TextBuffer text = report.Text;
        text.Line($"interface {port.Name}");
        text.Line($" description {port.Description}");
        if (port.IsRouted)
            text.Line($" ipv4 address {port.Address} {Ipv4.Mask(Port.PrefixLength)}");
        if (!port.Name.IsPort)
            text.Line($" encapsulation dot1q {port.Name.Vlan}");
        if (port.IsShut)
            text.Line(" shutdown"u8);
        text.Line("!"u8);
    }

    private static void PrefixSetEntry(Report report, int index)
    {
        SplitMix random = report.Row(index + 100_000);
        uint bits = (uint)random.Next() + (uint)report.Touches(index) * 0x100;
        report.Text.Line($"  {new Prefix(new Ipv4(0x0A00_0000 | bits & 0x00FF_FF00), 24)} le 28,");
    }
}
