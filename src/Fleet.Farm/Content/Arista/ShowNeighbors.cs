using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show lldp neighbors</c>.</summary>
internal static class ShowNeighbors
{
    public static void Lldp(Report report)
    {
        var age = new Duration(report.Revision * 61L % 86_400);
        report.Text.Line($"""
            Last table change time   : {age.Hours}:{age.Minutes:D2}:{age.OddSeconds:D2} ago
            Number of table inserts  : {report.Target / 62 + report.Revision}
            Number of table deletes  : {report.Revision}
            Number of table drops    : 0
            Number of table age-outs : 0

            Port          Neighbor Device ID       Neighbor Port ID    TTL
            ---------- ------------------------ ---------------------- ---
            """);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            report.Text.Line($"{port.Name,-10:s} {port.Neighbor,-24} {port.NeighborPort,-22} 120");
        });
    }
}
