using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Arista;

/// <summary><c>show inventory</c> and <c>show environment</c>.</summary>
internal static class ShowHardware
{
    public static void Inventory(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            System information
                Model                    Description
                ------------------------ ----------------------------------------------------
                {device.Model.Name,-24} {device.Model.Description}

                HW Version  Serial Number  Mfg Date   Epoch
                ----------- -------------- ---------- -----
                11.00       {device.Serial,-14} 2021-03-09 01.00

            System has 2 power supply slots
                Slot Model            Serial Number
                ---- ---------------- ----------------
                1    PWR-500AC-F      {new Serial(device.Serial.Bits * 3)}
                2    PWR-500AC-F      {new Serial(device.Serial.Bits * 5)}

            System has 4 fan modules
                Module  Number of Fans  Model            Serial Number
                ------- --------------- ---------------- ----------------
                1       1               FAN-7000-F       N/A
                2       1               FAN-7000-F       N/A
                3       1               FAN-7000-F       N/A
                4       1               FAN-7000-F       N/A

            System has 57 ports
                Type               Count
                ------------------ ----
                Management         1
                Switched           56

            System has 56 transceiver slots
                Port Manufacturer     Model            Serial Number    Rev
                ---- ---------------- ---------------- ---------------- ----
            """);
        report.Fill(static (report, index) =>
        {
            // A transceiver that is replaced has another serial number.
            var serial = new Serial(report.Row(index).Next() + (ulong)report.Touches(index) * 0x10000);
            ReadOnlySpan<byte> model = report.Device.Port(index).Name.IsUplink ? "QSFP-100G-SR4"u8 : "SFP-10G-SR"u8;
            report.Text.Line($"    {index + 1,-4} {"Arista Networks",-16} {model,-16} {serial,-16} 0002");
        });
    }

    public static void Environment(Report report)
    {
        Temperature(report, percent: 70);
        report.Text.Line("\nSystem cooling status is: Ok\nAmbient temperature: 24C\nAirflow: front-to-back"u8);
        Fans(report);
    }

    public static void Temperature(Report report) => Temperature(report, percent: 100);

    public static void Cooling(Report report)
    {
        report.Text.Line("System cooling status is: Ok\nAmbient temperature: 24C\nAirflow: front-to-back"u8);
        Fans(report);
    }

    private static void Temperature(Report report, int percent)
    {
        report.Text.Line("""
            System temperature status is: Ok

                                                                                   Alert  Critical
                                                         Temp        Setpoint      Limit     Limit
            Sensor  Description                           (C)             (C)        (C)       (C)
            ------- ------------------------------------ --------- ------------- --------- ---------
            """u8);
        report.FillPart(percent, static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int tenths = 240 + (random.Below(300) + report.Touches(index)) % 400;
            ReadOnlySpan<byte> place = (index % 4) switch
            {
                0 => "Cpu temp sensor"u8,
                1 => "Front-panel temp sensor"u8,
                2 => "Rear temp sensor"u8,
                _ => "Switch chip sensor"u8,
            };
            report.Text.Line($"{index + 1,-7} {place,-36} {tenths / 10,7}.{tenths % 10}    (70)  70.0 {75,9} {90,9}");
        });
    }

    private static void Fans(Report report)
    {
        report.Text.Line("""
            Fan                  Status    Configured Speed    Actual Speed
            -------------------- --------- ------------------- ------------
            """u8);
        report.Fill(static (report, index) =>
        {
            int speed = 30 + (report.Row(index).Below(9) + report.Touches(index)) % 30;
            report.Text.Line($"{index / 2 + 1}/{index % 2 + 1,-18} Ok        {speed,18}% {speed,11}%");
        });
    }
}
