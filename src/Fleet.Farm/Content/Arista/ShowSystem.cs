using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary>Small outputs about the system: clock, users, uptime and others.</summary>
internal static class ShowSystem
{
    public static void Clock(Report report) => report.Text.Line($"""
        {report.Now:w} {report.Now.Time.Year}
        Timezone: UTC
        Clock source: NTP server (192.168.0.10)
        """);

    public static void HostName(Report report) => report.Text.Line($"""
        Hostname: {report.Device.Name}
        FQDN:     {report.Device.Name}.example.net
        """);

    public static void BootConfig(Report report) => report.Text.Line($"""
        Software image: flash:/EOS-{report.Device.Model.Version}.swi
        Console speed: (not set)
        Aboot password (encrypted): (not set)
        Memory test iterations: (not set)
        """);

    public static void Ntp(Report report) => report.Text.Line($"""
        synchronised to NTP server (192.168.0.10) at stratum 3
           time correct to within {20 + report.Revision % 40} ms
           polling server every 1024 s
        """);

    public static void Uptime(Report report)
    {
        var uptime = new Duration(report.Device.UptimeSeconds(report.Revision));
        report.Text.Line(
            $" {report.Now:t} up {uptime.Days} days, {uptime.Hours,2}:{uptime.Minutes:D2},  1 user,  load average: 0.42, 0.47, 0.50");
    }

    public static void Users(Report report) => report.Text.Line($"""
            Line      User        Host(s)       Idle        Location
           1 con 0                idle          {report.Now:t}    -
        *  2 vty 7     {report.Device.User,-10}  idle          00:00:04    {report.Device.Management.Plus(7)}
        """);
}
