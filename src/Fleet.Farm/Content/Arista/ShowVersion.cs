using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show version</c>.</summary>
internal static class ShowVersion
{
    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        report.Text.Line($"""
            Arista {device.Model.Name}
            Hardware version: 11.00
            Serial number: {device.Serial}
            Hardware MAC address: {device.BaseMac}
            System MAC address: {device.BaseMac}

            Software image version: {device.Model.Version}
            Architecture: x86_64
            Internal build version: {device.Model.Version}-{27_000_000 + report.Row(2).Below(6_000_000)}
            Internal build ID: 5c3b0bd1-9f23-4d7c-a5a8-{report.Row(0).Next() & 0xFFFF_FFFF:x8}
            Image format version: 3.0
            Image optimization: Default

            """);
        if (uptime.Days > 0)
            report.Text.Append($"Uptime: {uptime.Days / 7} weeks, {uptime.Days % 7} days, {uptime.Hours} hours and ");
        else
            report.Text.Append("Uptime: "u8);
        report.Text.Line($"""
            {uptime.Minutes} minutes
            Total memory: 8099732 kB
            Free memory: {5_000_000 + report.Row(1).Below(900_000) - report.Revision % 1_000 * 64} kB
            """);
    }
}
