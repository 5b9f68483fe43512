namespace Fleet.Farm.Content.Linux;

/// <summary><c>dpkg -l</c>.</summary>
internal static class Packages
{
    private static readonly string[] Names =
    [
        "libc6", "openssl", "openssh-server", "frr", "bash", "coreutils", "systemd", "iproute2", "tcpdump", "nftables",
        "rsyslog", "chrony", "curl", "vim-tiny", "python3-minimal", "snmpd", "lldpd", "ethtool", "ca-certificates", "grep",
    ];

    public static void Write(Report report)
    {
        report.Text.Line("""
            Desired=Unknown/Install/Remove/Purge/Hold
            | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
            |/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
            ||/ Name                           Version                      Architecture Description
            +++-==============================-============================-============-=================================
            """u8);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            string name = random.Pick<string>(Names);
            int start = report.Text.Length;
            report.Text.Append($"ii  {name}-{index}");
            report.Text.PadTo(start + 35);
            int version = report.Text.Length;
            report.Text.Append($"{random.Below(9)}.{random.Below(40)}.{random.Below(30)}-{1 + report.Touches(index)}+deb12u{random.Below(9)}");
            report.Text.PadTo(version + 29);
            report.Text.Line($"amd64        part {index} of {name}");
        });
    }
}
