using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary>Small outputs about the system: commits, packages, redundancy, users.</summary>
internal static class ShowSystem
{
    public static void CommitList(Report report)
    {
        report.Text.Line("""

            SNo. Label/ID              User      Line                Client      Time Stamp
            ~~~~ ~~~~~~~~              ~~~~      ~~~~                ~~~~~~      ~~~~~~~~~~
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Moment time = Moment.Zero.Plus(report.Touches(index) * 611L - index * 7_200L - random.Below(7_200));
            report.Text.Line(
                $"{index + 1,-4} 1000{100_000 - index:D6}            {report.Device.User,-9} vty{random.Below(5)}:node0_RP0_CPU0  CLI         {time:w} {time.Time.Year}");
        });
    }

    public static void InstallActive(Report report)
    {
        string version = report.Device.Model.Version;
        report.Text.Line($"""
                Active Packages: 4
                    ncs5500-xr-{version} version={version} [Boot image]
                    ncs5500-isis-1.0.0.0-r{version.Replace(".", "", StringComparison.Ordinal)}
                    ncs5500-mpls-1.0.0.0-r{version.Replace(".", "", StringComparison.Ordinal)}
                    ncs5500-k9sec-1.0.0.0-r{version.Replace(".", "", StringComparison.Ordinal)}
            """);
    }

    public static void Redundancy(Report report) => report.Text.Line("""
            Active Node    Standby Node
            -----------    ------------
             0/RP0/CPU0      0/RP1/CPU0 (Node Ready, NSR: Ready)
        """u8);

    public static void Users(Report report) => report.Text.Line($"""
           Line            User                 Service  Conns   Idle        Location
           con0/RP0/CPU0   -                    hardware     0  {report.Now:t}
        *  vty0            {report.Device.User,-20} ssh          0  00:00:00    {report.Device.Management.Plus(7)}
        """);
}
