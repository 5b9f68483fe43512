using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary>Small outputs about the system: clock, users, NTP and others.</summary>
internal static class ShowSystem
{
    public static void Clock(Report report)
    {
        Moment now = report.Now;
        report.Text.Line($"{now:t}.{report.Row(0).Next() % 1000:D3} UTC {now.DayName} {now.MonthName} {now.Time.Day} {now.Time.Year}");
    }

    public static void Users(Report report) => report.Text.Line($"""
            Line       User       Host(s)              Idle       Location
           0 con 0                idle                 {report.Now:t}
        *  1 vty 0     {report.Device.User,-10} idle                 00:00:00 {report.Device.Management.Plus(7)}

          Interface    User               Mode         Idle     Peer Address
        """);

    public static void NtpAssociations(Report report)
    {
        int poll = report.Revision % 900;
        report.Text.Line($"""

              address         ref clock       st   when   poll reach  delay  offset   disp
            *~192.168.0.10    192.0.2.18       2 {poll,6}   1024   377  1.211   0.143  1.043
            +~192.168.0.11    192.0.2.19       2 {poll + 51,6}   1024   377  1.540  -0.206  1.061
             * sys.peer, # selected, + candidate, - outlyer, x falseticker, ~ configured
            """);
    }

    public static void Boot(Report report) => report.Text.Line("""
        ---------------------------
        Switch 1
        ---------------------------
        Current Boot Variables:
        BOOT variable = flash:packages.conf;

        Boot Variables on next reload:
        BOOT variable = flash:packages.conf;
        Manual Boot = no
        Enable Break = no
        Boot Mode = DEVICE
        iPXE Timeout = 0
        """u8);

    public static void AccessLists(Report report)
    {
        report.Text.Line("Extended IP access list CUSTOMERS"u8);
        report.Fill(static (report, index) =>
        {
            report.Text.Append("   "u8);
            ShowRunningConfig.AccessListEntry(report, index);
        });
    }
}
