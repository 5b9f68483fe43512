using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary>What Cisco NX-OS prints.</summary>
internal static class NxOsCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Cisco,
        PortStyle.NxOs,
        [
            new("show version", ShowVersion.Write, Extent.Natural),
            new("show running-config", ShowRunningConfig.Write),
            new("show interface|interfaces", ShowInterface.Write),
            new("show ip interface brief", ShowInterfaceTables.IpBrief),
            new("show ip route", ShowIpRoute.Write),
            new("show ip bgp summary", ShowRouting.BgpSummary),
            new("show inventory", ShowHardware.Inventory),
            new("show logging logfile", ShowLogging.Write),
            new("show ip arp", ShowAddresses.Arp),
            new("show mac address-table", ShowAddresses.Mac),
            new("show cdp neighbors", ShowNeighbors.Cdp),
            new("show environment", ShowHardware.Environment),
            new("show processes cpu", ShowProcesses.Cpu),
            new("show vlan", ShowVlan.Write),
            new("show spanning-tree", ShowVlan.SpanningTree),
        ],
        [
            new("show bgp ipv4 unicast summary", ShowRouting.BgpSummary),
            new("show clock", ShowSystem.Clock, Extent.Natural),
            new("show feature", ShowSystem.Feature, Extent.Natural),
            new("show interface|interfaces <number>", ShowInterface.Write),
            new("show interface|interfaces description", ShowInterfaceTables.Description),
            new("show interface|interfaces status", ShowInterfaceTables.Status),
            new("show ip ospf neighbors", ShowRouting.OspfNeighbors),
            new("show ip route vrf <word>", ShowIpRoute.Write),
            new("show lldp neighbors", ShowNeighbors.Lldp),
            new("show logging", ShowLogging.Write),
            new("show module", ShowHardware.Module, Extent.Natural),
            new("show port-channel summary", ShowInterfaceTables.PortChannel),
            new("show startup-config", ShowRunningConfig.Startup),
            new("show system resources", ShowProcesses.Resources, Extent.Natural),
            new("show tech-support", static _ => { }, Extent.Everything),
            new("show users", ShowSystem.Users, Extent.Natural),
            new("show vlan brief", ShowVlan.Write),
            new("show vrf", ShowSystem.Vrf, Extent.Natural),
        ]);
}
