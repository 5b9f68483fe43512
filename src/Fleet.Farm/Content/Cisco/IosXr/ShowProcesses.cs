namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show processes cpu</c> and <c>show memory summary</c>.</summary>
internal static class ShowProcesses
{
    private static readonly string[] Names =
    [
        "init", "dsr", "processmgr", "sysmgr", "syslogd", "bgp", "ospf", "isis", "ipv4_rib", "ipv4_arm", "ifmgr", "netio",
        "gsp", "qsm_server", "cfgmgr-rp", "cdp", "lldp_agent", "arp", "snmpd", "sshd_child_handler", "ntpd", "mpls_ldp",
        "l2vpn_mgr", "fib_mgr", "statsd_manager_g", "tcp", "udp", "raw_ip", "nrssvr", "parser_server", "shelf_mgr",
    ];

    public static void Cpu(Report report)
    {
        int one = (report.Row(-1).Below(20) + report.Revision) % 60 + 1;
        report.Text.Line($"""
            ---- node0_RP0_CPU0 ----

            CPU utilization for one minute: {one}%; five minutes: {one + 1}%; fifteen minutes: {one + 1}%

            PID    1Min    5Min    15Min Process
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int load = (random.Below(6) + report.Touches(index)) % 9;
            report.Text.Line($"{1 + index * 13,-6} {load,3}%    {(load + 1) / 2,3}%     {(load + 1) / 2,3}% {random.Pick<string>(Names)}");
        });
    }

    public static void Memory(Report report) => report.Text.Line($"""

        node:      node0_RP0_CPU0
        ------------------------------------------------------------------

         Physical Memory: 24576M total ({18_000 - report.Revision % 1_000}M available)
         Application Memory : 24576M ({18_000 - report.Revision % 1_000}M available)
         Image: 4M (bootram: 0M)
         Reserved: 0M, IOMem: 0M, flashfsys: 0M
         Total shared window: 226M
        """);
}
