using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show arp</c> and <c>show mac address-table</c>.</summary>
internal static class ShowAddresses
{
    public static void Arp(Report report)
    {
        report.Text.Line("Protocol  Address          Age (min)  Hardware Addr   Type   Interface"u8);
        report.Fill(static (report, index) =>
        {
            // Two lines a link: the own address, and the neighbour's.
            Port port = report.Device.Port(index / 2);
            if (index % 2 == 1)
            {
                report.Text.Line($"Internet  {port.Address,-16}        -   {port.Mac}  ARPA   {port.Name}");
                return;
            }
            SplitMix random = report.Row(index);
            int age = (random.Below(240) + report.Touches(index)) % 240;
            report.Text.Line($"Internet  {port.NeighborAddress,-16} {age,8}   {port.NeighborMac}  ARPA   {port.Name}");
        });
    }

    public static void Mac(Report report)
    {
        report.Text.Line("""
                      Mac Address Table
            -------------------------------------------

            Vlan    Mac Address       Type        Ports
            ----    -----------       --------    -----
             All    0100.0ccc.cccc    STATIC      CPU
             All    0100.0ccc.cccd    STATIC      CPU
             All    0180.c200.0000    STATIC      CPU
            """u8);
        int rows = report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            MacAddress mac = report.Host(ref random, index);
            Port port = report.Device.SwitchedPort(random.Below(48));
            report.Text.Line($"{port.Vlan,4}    {mac}    DYNAMIC     {port.Name:s}");
        }, after: 54);
        report.Text.Line($"Total Mac Addresses for this criterion: {rows + 3}");
    }
}
