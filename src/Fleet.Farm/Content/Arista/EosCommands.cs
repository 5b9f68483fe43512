using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary>What Arista EOS prints.</summary>
internal static class EosCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Cisco,
        PortStyle.Eos,
        [
            new("show version", ShowVersion.Write, Extent.Natural),
            new("show running-config", ShowRunningConfig.Write),
            new("show interfaces", ShowInterfaces.Write),
            new("show ip interface brief", ShowInterfaceTables.IpBrief),
            new("show ip route", ShowIpRoute.Write),
            new("show ip bgp summary", ShowRouting.BgpSummary),
            new("show inventory", ShowHardware.Inventory),
            new("show logging", ShowLogging.Write),
            new("show arp", ShowAddresses.Arp),
            new("show mac address-table", ShowAddresses.Mac),
            new("show lldp neighbors", ShowNeighbors.Lldp),
            new("show environment all", ShowHardware.Environment),
            new("show processes top once", ShowProcesses.Top),
            new("show vlan", ShowVlan.Write),
            new("show spanning-tree", ShowVlan.SpanningTree),
        ],
        [
            new("show boot-config", ShowSystem.BootConfig, Extent.Natural),
            new("show clock", ShowSystem.Clock, Extent.Natural),
            new("show environment cooling", ShowHardware.Cooling),
            new("show environment temperature", ShowHardware.Temperature),
            new("show hostname", ShowSystem.HostName, Extent.Natural),
            new("show interfaces <number>", ShowInterfaces.Write),
            new("show interfaces description", ShowInterfaceTables.Description),
            new("show interfaces status", ShowInterfaceTables.Status),
            new("show ip arp", ShowAddresses.Arp),
            new("show ip ospf neighbor", ShowRouting.OspfNeighbor),
            new("show ip route vrf <word>", ShowIpRoute.Write),
            new("show ntp status", ShowSystem.Ntp, Extent.Natural),
            new("show startup-config", ShowRunningConfig.Startup),
            new("show tech-support", static _ => { }, Extent.Everything),
            new("show uptime", ShowSystem.Uptime, Extent.Natural),
            new("show users", ShowSystem.Users, Extent.Natural),
        ]);
}
