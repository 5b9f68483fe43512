using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary>Small outputs about the system: clock, users, features, VRFs.</summary>
internal static class ShowSystem
{
    public static void Clock(Report report)
    {
        Moment now = report.Now;
        report.Text.Line($"""
            {now:t}.{report.Row(0).Next() % 1000:D3} UTC {now.DayName} {now.MonthName} {now.Time.Day} {now.Time.Year}
            Time source is NTP
            """);
    }

    public static void Users(Report report) => report.Text.Line($"""
        NAME     LINE         TIME         IDLE          PID COMMENT
        {report.Device.User,-8} pts/0        {report.Now.MonthName} {report.Now.Time.Day,2} 09:41   .         {report.Row(0).Between(4_000, 30_000),5} ({report.Device.Management.Plus(7)}) session=ssh *
        """);

    public static void Feature(Report report) => report.Text.Line("""
        Feature Name          Instance  State
        --------------------  --------  --------
        bash-shell             1          disabled
        bfd                    1          disabled
        bgp                    1          enabled
        dhcp                   1          disabled
        hsrp_engine            1          disabled
        interface-vlan         1          enabled
        lacp                   1          enabled
        lldp                   1          enabled
        nxapi                  1          disabled
        ospf                   1          enabled
        ospf                   2          disabled
        pim                    1          disabled
        scpServer              1          disabled
        sshServer              1          enabled
        tacacs                 1          enabled
        telnetServer           1          disabled
        udld                   1          disabled
        vpc                    1          disabled
        """u8);

    public static void Vrf(Report report) => report.Text.Line("""
        VRF-Name                           VRF-ID State   Reason
        default                                 1 Up      --
        egress-loadbalance-resolution-          4 Up      --
        management                              2 Up      --
        """u8);
}
