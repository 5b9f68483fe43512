using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show system</c>: processes, storage, uptime, users.</summary>
internal static class ShowSystem
{
    private static readonly string[] Names =
    [
        "rpd", "mgd", "chassisd", "dcd", "mib2d", "snmpd", "l2cpd", "l2ald", "cosd", "pfed", "sshd", "eventd", "alarmd",
        "craftd", "license-check", "rmopd", "kmd", "bfdd", "ppmd", "lfmd", "cfmd", "fud", "dfwd", "ksyncd", "vccpd", "cli",
        "jdhcpd", "mcsnoopd", "xntpd", "fxpc",
    ];

    public static void Processes(Report report)
    {
        SplitMix random = report.Row(-1);
        var uptime = new Duration(report.Device.UptimeSeconds(report.Revision));
        report.Text.Line($"""
            last pid: {random.Between(10_000, 90_000)};  load averages:  0.{random.Below(90):D2},  0.{random.Below(90):D2},  0.{random.Below(90):D2}  up {uptime.Days}+{uptime.Hours:D2}:{uptime.Minutes:D2}:{uptime.OddSeconds:D2}    {report.Now:t}
            {random.Between(120, 190)} processes: 2 running, {random.Between(80, 119)} sleeping, {random.Between(10, 30)} waiting

            Mem: 417M Active, 198M Inact, 301M Wired, 61M Cache, 112M Buf, 1023M Free
            Swap: 1024M Total, 1024M Free


              PID USERNAME     THR PRI NICE   SIZE    RES STATE    TIME   WCPU COMMAND
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            ulong time = Report.Counter(ref random, 18, report.Touches(index));
            report.Text.Line(
                $"{1_200 + index * 9,5} root         {random.Between(1, 9),3}  {random.Between(20, 96),2}    0 {random.Between(1_000, 90_000),5}K {random.Between(1_000, 90_000),5}K select {time / 60,4}:{time % 60:D2}  {random.Below(9)}.{random.Below(100):D2}% {random.Pick<string>(Names)}");
        });
    }

    public static void Storage(Report report) => report.Text.Line($"""
        Filesystem              Size       Used      Avail  Capacity   Mounted on
        /dev/gpt/junos          1.3G       {400 + report.Revision % 100}M       {800 - report.Revision % 100}M       37%  /.mount
        tmpfs                   786M        48K       786M        0%  /.mount/tmp
        tmpfs                   324M       560K       323M        0%  /.mount/mfs
        /dev/gpt/var            1.1G       212M       792M       21%  /.mount/var
        """);

    public static void Uptime(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        report.Text.Line($"""
            Current time: {report.Now:i} UTC
            Time Source:  NTP CLOCK
            System booted: {device.Started:i} UTC ({uptime:j} ago)
            Protocols started: {device.Started.Plus(112):i} UTC ({new Duration(uptime.Seconds - 112):j} ago)
            Last configured: {device.Started.Plus(uptime.Seconds / 2):i} UTC ({new Duration(uptime.Seconds - uptime.Seconds / 2):j} ago) by {device.User}
             {report.Now:t}  up {uptime.Days} days, {uptime.Hours}:{uptime.Minutes:D2}, 1 user, load averages: 0.43, 0.40, 0.38
            """);
    }

    public static void Users(Report report) => report.Text.Line($"""
         {report.Now:t}  up {report.Device.UptimeSeconds(report.Revision) / 86_400} days, 1 user, load averages: 0.43, 0.40, 0.38
        USER     TTY      FROM                              LOGIN@  IDLE WHAT
        {report.Device.User,-8} pts/0    {report.Device.Management.Plus(7),-33} 9:41AM      - -cli (cli)
        """);

    public static void Ntp(Report report) => report.Text.Line($"""
             remote         refid           st t when poll reach   delay   offset  jitter
        ===============================================================================
        *192.168.0.10     192.0.2.18        2 -  {report.Revision % 64,3} 1024  377    1.211   +0.143   0.043
        +192.168.0.11     192.0.2.19        2 -  {(report.Revision + 31) % 64,3} 1024  377    1.540   -0.206   0.061
        """);
}
