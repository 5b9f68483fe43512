namespace Fleet.Farm.Content.Linux;

/// <summary><c>systemctl list-units</c>.</summary>
internal static class Units
{
    private static readonly string[] Names = ["ssh", "frr", "cron", "rsyslog", "chrony", "nginx", "postgresql", "snmpd", "lldpd", "collector"];

    public static void Write(Report report)
    {
        report.Text.Line("  UNIT                          LOAD   ACTIVE SUB       DESCRIPTION"u8);
        int rows = report.Fill(static (report, index) =>
        {
            string name = report.Row(index).Pick<string>(Names);
            ReadOnlySpan<byte> state = (report.Touches(index) & 1) == 0 ? "active running"u8 : "failed failed "u8;
            int start = report.Text.Length;
            report.Text.Append($"  {name}@{index}.service");
            report.Text.PadTo(start + 32);
            report.Text.Line($"loaded {state}   Instance {index} of {name}");
        }, after: 240);
        report.Text.Line($"""

            LOAD   = Reflects whether the unit definition was properly loaded.
            ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
            SUB    = The low-level unit activation state, values depend on unit type.
            {rows} loaded units listed.
            """);
    }
}
