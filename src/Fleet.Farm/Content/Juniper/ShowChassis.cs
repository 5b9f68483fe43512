using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show chassis</c>: hardware, environment, alarms, routing engine.</summary>
internal static class ShowChassis
{
    public static void Hardware(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            Hardware inventory:
            Item             Version  Part number  Serial number     Description
            Chassis                                {device.Serial,-17} {device.Model.Description}
            Routing Engine 0 REV 20   650-044930   {device.Serial,-17} {device.Model.Description}
            FPC 0            REV 20   650-044930   {device.Serial,-17} {device.Model.Description}
              CPU                     BUILTIN      BUILTIN           FPC CPU
              PIC 0          REV 20   BUILTIN      BUILTIN           48x 10/100/1000 Base-T
            """);
        report.Fill(static (report, index) =>
        {
            // A transceiver that is replaced has another serial number.
            var serial = new Serial(report.Row(index).Next() + (ulong)report.Touches(index) * 0x10000);
            ReadOnlySpan<byte> type = report.Device.Port(index).Name.IsUplink ? "SFP+-10G-SR"u8 : "SFP-SX"u8;
            report.Text.Line($"    Xcvr {index,-7} REV 01   740-011613   {serial,-17} {type}");
        }, after: 180);
        report.Text.Line($"""
            Power Supply 0   REV 02   740-046873   {new Serial(device.Serial.Bits * 3),-17} JPSU-715-AC-AFO-C
            Fan Tray 0                                               Fan Module, Airflow Out (AFO)
            Fan Tray 1                                               Fan Module, Airflow Out (AFO)
            """);
    }

    public static void Environment(Report report)
    {
        report.Text.Line("""
            Class Item                           Status     Measurement
            Power FPC 0 Power Supply 0           OK
                  FPC 0 Power Supply 1           OK
            """u8);
        report.Fill(static (report, index) =>
        {
            int value = report.Row(index).Below(30) + report.Touches(index);
            TextBuffer text = report.Text;
            text.Append(index == 0 ? "Temp  "u8 : "      "u8);
            int start = text.Length;
            if (index % 5 == 4)
            {
                text.Append($"FPC {index / 20} Fan {index % 20 / 5}");
                text.PadTo(start + 31);
                text.Line($"OK         Spinning at {5_000 + value * 60 % 3_000} RPM");
                return;
            }
            int celsius = 24 + value % 40;
            text.Append($"FPC {index / 20} Sensor {index % 20}");
            text.PadTo(start + 31);
            text.Line($"OK         {celsius} degrees C / {celsius * 9 / 5 + 32} degrees F");
        });
    }

    public static void Alarms(Report report)
    {
        if (report.Revision % 2 == 0)
            report.Text.Line("No alarms currently active"u8);
        else
            report.Text.Line($"1 alarms currently active\nAlarm time               Class  Description\n{report.Now:i} UTC  Minor  Rescue configuration is not set");
    }

    public static void RoutingEngine(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        ReadOnlySpan<byte> reason = device.HasRebooted ? "Router rebooted after a power loss"u8 : "Router rebooted after a normal shutdown."u8;
        report.Text.Line($"""
            Routing Engine status:
                Temperature                 {40 + report.Revision % 9} degrees C / {104 + report.Revision % 9 * 2} degrees F
                CPU temperature             {44 + report.Revision % 9} degrees C / {111 + report.Revision % 9 * 2} degrees F
                DRAM                      2048 MB
                Memory utilization          52 percent
                CPU utilization:
                  User                       9 percent
                  Kernel                     4 percent
                  Idle                      87 percent
                Model                          {device.Model.Description}
                Serial ID                      {device.Serial}
                Start time                     {device.Started:i} UTC
                Uptime                         {uptime.Days} days, {uptime.Hours} hours, {uptime.Minutes} minutes, {uptime.OddSeconds} seconds
                Last reboot reason             {reason}
                Load averages:                 1 minute   5 minute  15 minute
                                                   0.43       0.40       0.38
            """);
    }
}
