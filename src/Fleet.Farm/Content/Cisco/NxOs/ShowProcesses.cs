namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show processes cpu</c> and <c>show system resources</c>.</summary>
internal static class ShowProcesses
{
    private static readonly string[] Names =
    [
        "init", "kthreadd", "ksoftirqd/0", "sysmgr", "syslogd", "feature-mgr", "urib", "u6rib", "arp", "netstack", "bgp-65000",
        "ospf-1", "adjmgr", "l2fm", "vlan_mgr", "stp", "ethpm", "cdp", "lldp", "snmpd", "ntpd", "sshd", "nginx", "pktmgr",
        "ipfib", "aclqos", "port_client", "clis", "vsh.bin", "monitor",
    ];

    public static void Cpu(Report report)
    {
        int five = (report.Row(-1).Below(20) + report.Revision) % 60 + 1;
        report.Text.Line($"""
            CPU utilization for five seconds: {five}%/1%; one minute: {five + 2}%; five minutes: {five + 1}%

            PID    Runtime(ms)  Invoked   uSecs  5Sec    1Min    5Min    TTY  Process
            -----  -----------  --------  -----  ------  ------  ------  ---  -----------
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            ulong runtime = Report.Counter(ref random, 24, touches);
            ulong invoked = Report.Counter(ref random, 26, touches);
            int load = random.Below(60);
            report.Text.Line(
                $"{index + 1,5}  {runtime,11}  {invoked,8}  {runtime * 1000 / (invoked + 1) % 100_000,5}   0.{load:D2}%   0.{load:D2}%   0.{load:D2}%  -    {random.Pick<string>(Names)}");
        });
    }

    public static void Resources(Report report)
    {
        SplitMix random = report.Row(0);
        int user = (random.Below(20) + report.Revision) % 60;
        report.Text.Line($"""
            Load average:   1 minute: 0.{random.Below(90):D2}   5 minutes: 0.{random.Below(90):D2}   15 minutes: 0.{random.Below(90):D2}
            Processes:   {random.Between(600, 900)} total, 1 running
            CPU states  :   {user}.12% user,   2.04% kernel,   {97 - user}.84% idle
                    CPU0 states  :   {user}.00% user,   3.03% kernel,   {96 - user}.97% idle
                    CPU1 states  :   {user}.08% user,   2.00% kernel,   {97 - user}.92% idle
            Memory usage:   24570696K total,   8{random.Below(900_000):D6}K used,   15{random.Below(900_000):D6}K free
            Current memory status: OK
            """);
    }
}
