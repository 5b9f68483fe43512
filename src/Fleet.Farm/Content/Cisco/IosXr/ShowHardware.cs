using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show inventory</c>, <c>show environment</c> and <c>show platform</c>.</summary>
internal static class ShowHardware
{
    public static void Inventory(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            NAME: "0/RP0", DESCR: "{device.Model.Description}"
            PID: {device.Model.Name,-18}, VID: V01, SN: {device.Serial}

            NAME: "Rack 0", DESCR: "{device.Model.Description}"
            PID: {device.Model.Name,-18}, VID: V01, SN: {device.Serial}
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            // A transceiver that is replaced has another serial number.
            var serial = new Serial(random.Next() + (ulong)report.Touches(index) * 0x10000);
            ReadOnlySpan<byte> type =
                port.Name.IsUplink ? "Cisco QSFP28 100GE SR4 Pluggable Optics Module"u8 : "Cisco SFP+ 10G SR Pluggable Optics Module"u8;
            ReadOnlySpan<byte> product = port.Name.IsUplink ? "QSFP-100G-SR4-S"u8 : "SFP-10G-SR"u8;
            report.Text.Line($"""

                NAME: "{port.Name}", DESCR: "{type}"
                PID: {product,-18}, VID: V03, SN: {serial}
                """);
        });
    }

    public static void Environment(Report report)
    {
        report.Text.Line("""
            ================================================================================
            Location  TEMPERATURE                 Value   Crit Minor  Minor Crit
                      Sensor                    (deg C)   (Lo) (Lo)   (Hi)  (Hi)
            --------------------------------------------------------------------------------
            0/RP0
            """u8);
        report.FillPart(70, static (report, index) =>
        {
            int celsius = 24 + (report.Row(index).Below(30) + report.Touches(index)) % 40;
            ReadOnlySpan<byte> sensor = (index % 4) switch
            {
                0 => "Inlet"u8,
                1 => "Outlet"u8,
                2 => "CPU_CORE"u8,
                _ => "NPU_DIE"u8,
            };
            int start = report.Text.Length;
            report.Text.Append($"          {sensor}_{index}");
            report.Text.PadTo(start + 36);
            report.Text.Line($"{celsius,5}    -10   -5     105   115");
        });
        report.Text.Line("""
            ================================================================================
            Location     FRU Type                     Fan speed (rpm)
                                                FAN_0   FAN_1
            --------------------------------------------------------------------------------
            """u8);
        report.Fill(static (report, index) =>
        {
            int speed = 6_000 + (report.Row(index).Below(3_000) + report.Touches(index) * 30) % 3_000;
            report.Text.Line($"0/FT{index,-8} NCS-1RU-FAN-FW         {speed,7} {speed + 30,7}");
        });
    }

    public static void Platform(Report report) => report.Text.Line($"""
        Node              Type                       State             Config state
        --------------------------------------------------------------------------------
        0/RP0/CPU0        {report.Device.Model.Name + "(Active)",-26} IOS XR RUN        NSHUT
        0/RP0/NPU0        Slice                      UP
        0/FT0             NCS-1RU-FAN-FW             OPERATIONAL       NSHUT
        0/FT1             NCS-1RU-FAN-FW             OPERATIONAL       NSHUT
        0/PM0             NCS-1100W-ACFW             OPERATIONAL       NSHUT
        0/PM1             NCS-1100W-ACFW             OPERATIONAL       NSHUT
        """);
}
