using Fleet.Farm.Content.Commands;
using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary>What Cisco IOS-XR prints.</summary>
internal static class IosXrCommands
{
    public static CommandTable Table { get; } = new(
        PlatformSyntax.Cisco,
        PortStyle.IosXr,
        [
            Stamped("show version", ShowVersion.Write, Extent.Natural),
            Stamped("show running-config", ShowRunningConfig.Write),
            Stamped("show interfaces", ShowInterfaces.Write),
            Stamped("show ipv4 interface brief", ShowInterfaceTables.IpBrief),
            Stamped("show route", ShowRoute.Write),
            Stamped("show bgp summary", ShowRouting.BgpSummary),
            Stamped("show inventory", ShowHardware.Inventory),
            Stamped("show logging", ShowLogging.Write),
            Stamped("show arp", ShowNeighbors.Arp),
            Stamped("show cdp neighbors", ShowNeighbors.Cdp),
            Stamped("show lldp neighbors", ShowNeighbors.Lldp),
            Stamped("show environment", ShowHardware.Environment),
            Stamped("show processes cpu", ShowProcesses.Cpu),
            Stamped("show ospf neighbor", ShowRouting.OspfNeighbor),
            Stamped("show interfaces description", ShowInterfaceTables.Description),
        ],
        [
            Stamped("show bgp ipv4 unicast summary", ShowRouting.BgpSummary),
            Stamped("show clock", static _ => { }, Extent.Natural),
            Stamped("show configuration commit list", ShowSystem.CommitList),
            Stamped("show install active summary", ShowSystem.InstallActive, Extent.Natural),
            Stamped("show interfaces <number>", ShowInterfaces.Write),
            Stamped("show interfaces brief", ShowInterfaceTables.Brief),
            Stamped("show ip interface brief", ShowInterfaceTables.IpBrief),
            Stamped("show ip route", ShowRoute.Write),
            Stamped("show ip bgp summary", ShowRouting.BgpSummary),
            Stamped("show ip ospf neighbor", ShowRouting.OspfNeighbor),
            Stamped("show memory summary", ShowProcesses.Memory, Extent.Natural),
            Stamped("show platform", ShowHardware.Platform, Extent.Natural),
            Stamped("show redundancy summary", ShowSystem.Redundancy, Extent.Natural),
            Stamped("show route vrf <word>", ShowRoute.Write),
            new("show tech-support", static _ => { }, Extent.Everything),
            Stamped("show users", ShowSystem.Users, Extent.Natural),
        ]);

    /// <summary>A command whose output begins with the time, as all do here.</summary>
    private static CommandSpec Stamped(string syntax, ReportWriter write, Extent extent = Extent.Rows) => new(
        syntax,
        report =>
        {
            report.Text.Line($"{report.Now:w}.{report.Row(-7).Next() % 1000:D3} UTC");
            write(report);
        },
        extent);
}
