using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show arp</c> and <c>show ethernet-switching table</c>.</summary>
internal static class ShowAddresses
{
    public static void Arp(Report report)
    {
        report.Text.Line("MAC Address       Address         Interface                Flags"u8);
        int rows = report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            // Behind a row that has changed is another host.
            var mac = new MacAddress(port.NeighborMac.Bits ^ (ulong)report.Touches(index));
            int start = report.Text.Length;
            report.Text.Append($"{mac:c} {port.NeighborAddress,-15} {port.Name}.0");
            report.Text.PadTo(start + 59);
            report.Text.Line("none"u8);
        }, after: 20);
        report.Text.Line($"Total entries: {rows}");
    }

    public static void EthernetSwitching(Report report)
    {
        int entries = report.Target / 75;
        report.Text.Line($"""
            MAC flags (S - static MAC, D - dynamic MAC, L - locally learned, P - Persistent static
                       SE - statistics enabled, NM - non configured MAC, R - remote PE MAC, O - ovsdb MAC)


            Ethernet switching table : {entries} entries, {entries} learned
            Routing instance : default-switch
               Vlan                MAC                 MAC      Age    Logical                NH        RTR
               name                address             flags           interface              Index     ID
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            MacAddress mac = report.Host(ref random, index);
            Port port = report.Device.SwitchedPort(random.Below(48));
            int start = report.Text.Length;
            report.Text.Append($"   Vlan{port.Vlan,-15} {mac:c}   D             -   {port.Name}.0");
            report.Text.PadTo(start + 82);
            report.Text.Line("0         0"u8);
        });
    }
}
