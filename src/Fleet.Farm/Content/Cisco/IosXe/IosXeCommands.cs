using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary>What Cisco IOS-XE prints.</summary>
internal static class IosXeCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Cisco,
        PortStyle.IosXe,
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
            new("show cdp neighbors", ShowNeighbors.Cdp),
            new("show environment all", ShowHardware.Environment),
            new("show processes cpu", ShowProcesses.Cpu),
            new("show vlan", ShowVlan.Write),
            new("show spanning-tree", ShowVlan.SpanningTree),
        ],
        [
            new("show access-lists", ShowSystem.AccessLists),
            new("show boot", ShowSystem.Boot, Extent.Natural),
            new("show cdp neighbors detail", ShowNeighbors.CdpDetail),
            new("show clock", ShowSystem.Clock, Extent.Natural),
            new("show etherchannel summary", ShowInterfaceTables.EtherChannel),
            new("show interfaces <number>", ShowInterfaces.Write),
            new("show interfaces description", ShowInterfaceTables.Description),
            new("show interfaces status", ShowInterfaceTables.Status),
            new("show ip arp", ShowAddresses.Arp),
            new("show ip ospf neighbor", ShowRouting.OspfNeighbor),
            new("show ip route vrf <word>", ShowIpRoute.Write),
            new("show lldp neighbors", ShowNeighbors.Lldp),
            new("show mac-address-table", ShowAddresses.Mac),
            new("show ntp associations", ShowSystem.NtpAssociations, Extent.Natural),
            new("show processes cpu sorted", ShowProcesses.Cpu),
            new("show processes memory", ShowProcesses.Memory),
            new("show running-config all", ShowRunningConfig.Write),
            new("show startup-config", ShowRunningConfig.Startup),
            new("show tech-support", static _ => { }, Extent.Everything),
            new("show users", ShowSystem.Users, Extent.Natural),
            new("show vlan brief", ShowVlan.Write),
        ]);
}
