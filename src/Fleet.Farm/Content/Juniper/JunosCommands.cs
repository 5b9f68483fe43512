using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary>What Juniper Junos prints.</summary>
internal static class JunosCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Junos,
        PortStyle.Junos,
        [
            new("show version", ShowVersion.Write, Extent.Natural),
            new("show configuration", ShowConfiguration.Write),
            new("show interfaces", ShowInterfaces.Write),
            new("show interfaces terse", ShowInterfaceTables.Terse),
            new("show route", ShowRoute.Write),
            new("show bgp summary", ShowRouting.BgpSummary),
            new("show chassis hardware", ShowChassis.Hardware),
            new("show log messages", ShowLog.Write),
            new("show arp no-resolve", ShowAddresses.Arp),
            new("show ethernet-switching table", ShowAddresses.EthernetSwitching),
            new("show lldp neighbors", ShowNeighbors.Lldp),
            new("show chassis environment", ShowChassis.Environment),
            new("show system processes extensive", ShowSystem.Processes),
            new("show vlans", ShowVlans.Write),
            new("show spanning-tree interface", ShowVlans.SpanningTree),
        ],
        [
            new("request support information", static _ => { }, Extent.Everything),
            new("show arp", ShowAddresses.Arp),
            new("show chassis alarms", ShowChassis.Alarms, Extent.Natural),
            new("show chassis routing-engine", ShowChassis.RoutingEngine, Extent.Natural),
            new("show configuration | display set", ShowConfiguration.DisplaySet),
            new("show interfaces descriptions", ShowInterfaceTables.Descriptions),
            new("show ntp associations", ShowSystem.Ntp, Extent.Natural),
            new("show ospf neighbor", ShowRouting.OspfNeighbor),
            new("show route table <word>", ShowRoute.Write),
            new("show system alarms", ShowChassis.Alarms, Extent.Natural),
            new("show system storage", ShowSystem.Storage, Extent.Natural),
            new("show system uptime", ShowSystem.Uptime, Extent.Natural),
            new("show system users", ShowSystem.Users, Extent.Natural),
        ]);
}
