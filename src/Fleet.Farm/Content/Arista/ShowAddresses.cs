using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show arp</c> and <c>show mac address-table</c>.</summary>
internal static class ShowAddresses
{
    public static void Arp(Report report)
    {
        report.Text.Line("Address         Age (sec)  Hardware Addr   Interface"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            var age = new Duration((report.Row(index).Below(14_000) + report.Touches(index) * 7) % 14_400);
            report.Text.Line($"{port.NeighborAddress,-15} {age.Hours}:{age.Minutes:D2}:{age.OddSeconds:D2}    {port.NeighborMac}  {port.Name}");
        });
    }

    public static void Mac(Report report)
    {
        report.Text.Line("""
                      Mac Address Table
            ------------------------------------------------------------------

            Vlan    Mac Address       Type        Ports      Moves   Last Move
            ----    -----------       ----        -----      -----   ---------
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            MacAddress mac = report.Host(ref random, index);
            Port port = report.Device.SwitchedPort(random.Below(48));
            report.Text.Line(
                $"{port.Vlan,4}    {mac}    DYNAMIC     {port.Name,-10:s} {1,-7} {random.Below(90)} days, {random.Below(24)}:{random.Below(60):D2}:{random.Below(60):D2} ago");
        }, after: 45);
        report.Text.Line($"Total Mac Addresses for this criterion: {rows}");
    }
}
