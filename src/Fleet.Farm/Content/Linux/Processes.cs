using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Linux;

/// <summary><c>ps aux</c>, <c>uptime</c>, and who is logged in.</summary>
internal static class Processes
{
    private static readonly string[] Programs =
    [
        "/usr/sbin/sshd -D", "/usr/lib/frr/bgpd -A 127.0.0.1", "/usr/lib/frr/ospfd -A 127.0.0.1", "/usr/lib/frr/zebra",
        "/usr/sbin/cron -f", "/usr/sbin/rsyslogd -n -iNONE", "/lib/systemd/systemd-journald", "nginx: worker process",
        "/usr/bin/prometheus-node-exporter", "/usr/sbin/chronyd -F 1", "[kworker/u8:2-events_unbound]", "[rcu_preempt]",
        "postgres: checkpointer", "postgres: walwriter", "/usr/bin/dbus-daemon --system", "/usr/sbin/snmpd -LOw -f",
    ];

    public static void All(Report report)
    {
        report.Text.Line("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND"u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            ulong time = Report.Counter(ref random, 16, report.Touches(index));
            report.Text.Line(
                $"root     {1 + index * 11,7} {random.Below(9),2}.{random.Below(10)} {random.Below(5),2}.{random.Below(10)} {random.Below(900_000),6} {random.Below(90_000),5} ?        Ss   {report.Device.Started.MonthName}{report.Device.Started.Time.Day:D2} {time / 60,4}:{time % 60:D2} {random.Pick<string>(Programs)}");
        });
    }

    public static void Uptime(Report report)
    {
        var uptime = new Duration(report.Device.UptimeSeconds(report.Revision));
        report.Text.Line(
            $" {report.Now:t} up {uptime.Days} days, {uptime.Hours,2}:{uptime.Minutes:D2},  1 user,  load average: 0.12, 0.08, 0.06");
    }

    public static void Who(Report report)
    {
        Uptime(report);
        report.Text.Line($"""
            USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT
            {report.Device.User,-8} pts/0    {report.Device.Management.Plus(7),-16} 09:41    1.00s  0.02s  0.00s w
            """);
    }

    public static void LoggedIn(Report report) =>
        report.Text.Line($"{report.Device.User,-8} pts/0        {report.Now:d} 09:41 ({report.Device.Management.Plus(7)})");
}
