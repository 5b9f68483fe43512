using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show interfaces terse</c> and <c>show interfaces descriptions</c>.</summary>
internal static class ShowInterfaceTables
{
    public static void Terse(Report report)
    {
        report.Text.Line("Interface               Admin Link Proto    Local                 Remote"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            ReadOnlySpan<byte> link = port.IsUp(report.Touches(index)) ? "up"u8 : "down"u8;
            TextBuffer text = report.Text;
            if (port.Name.IsPort)
                text.Line($"{port.Name,-23} up    {link}");
            int start = text.Length;
            text.Append($"{port.Name}");
            if (port.Name.IsPort)
                text.Append(".0"u8);
            text.PadTo(start + 24);
            if (port.IsRouted)
                text.Line($"up    {link,-4} inet     {port.Address}/{Port.PrefixLength}");
            else
                text.Line($"up    {link,-4} eth-switch");
        });
    }

    public static void Descriptions(Report report)
    {
        report.Text.Line("Interface       Admin Link Description"u8);
        report.Fill(static (report, index) =>
        {
            Port port = report.Device.Port(index);
            ReadOnlySpan<byte> link = port.IsUp(report.Touches(index)) ? "up"u8 : "down"u8;
            report.Text.Line($"{port.Name,-15} up    {link,-4} {port.Description}");
        });
    }
}
