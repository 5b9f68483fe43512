using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show lldp neighbors</c>.</summary>
internal static class ShowNeighbors
{
    public static void Lldp(Report report)
    {
        report.Text.Line("Local Interface    Parent Interface    Chassis Id          Port info          System Name"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            // A neighbour that was replaced has another chassis.
            var chassis = new MacAddress(port.NeighborMac.Bits ^ (ulong)report.Touches(index));
            report.Text.Line($"{port.Name,-18} {"-",-19} {chassis:c}   {port.NeighborPort,-18} {port.Neighbor}");
        });
    }
}
