using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show processes top once</c>.</summary>
internal static class ShowProcesses
{
    private static readonly string[] Names =
    [
        "ConfigAgent", "Sysdb", "StrataCentral", "StrataL3", "Bgp", "Ospf", "Rib", "Ebra", "Lldp", "Stp", "StpTopology",
        "Fru", "Thermostat", "PhyEthtool", "SuperServer", "Snmp", "Aaa", "Arp", "IpRib", "KernelFib", "Lag", "Mlag",
        "ProcMgr-worker", "PowerManager", "Tunnel", "TopoAgent", "XcvrAgent", "sshd", "netns", "systemd",
    ];

    public static void Top(Report report)
    {
        var uptime = new Duration(report.Device.UptimeSeconds(report.Revision));
        SplitMix random = report.Row(-1);
        int user = (random.Below(20) + report.Revision) % 60;
        report.Text.Line($"""
            top - {report.Now:t} up {uptime.Days} days, {uptime.Hours,2}:{uptime.Minutes:D2},  1 user,  load average: 0.{random.Below(90):D2}, 0.{random.Below(90):D2}, 0.{random.Below(90):D2}
            Tasks: {random.Between(250, 400)} total,   1 running, {random.Between(200, 249)} sleeping,   0 stopped,   0 zombie
            %Cpu(s): {user,4}.7 us,  1.6 sy,  0.0 ni, {97 - user}.4 id,  0.0 wa,  0.3 hi,  0.0 si,  0.0 st
            MiB Mem :   7909.9 total,   {random.Between(3_000, 4_999)}.{random.Below(10)} free,   {random.Between(1_000, 1_999)}.{random.Below(10)} used,   1830.3 buff/cache
            MiB Swap:      0.0 total,      0.0 free,      0.0 used.   5422.8 avail Mem

              PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            ulong time = Report.Counter(ref random, 22, report.Touches(index));
            report.Text.Line(
                $"{1_500 + index * 7,5} root      20   0 {random.Between(200_000, 900_000),7} {random.Between(10_000, 400_000),6} {random.Between(1_000, 90_000),6} S {random.Below(20),3}.{random.Below(10)} {random.Below(5),3}.{random.Below(10)} {time / 6_000,6}:{time / 100 % 60:D2}.{time % 100:D2} {random.Pick<string>(Names)}");
        });
    }
}
