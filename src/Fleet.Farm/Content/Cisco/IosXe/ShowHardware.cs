using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show inventory</c> and <c>show environment</c>.</summary>
internal static class ShowHardware
{
    public static void Inventory(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            NAME: "c93xx Stack", DESCR: "c93xx Stack"
            PID: {device.Model.Name,-18}, VID: V02  , SN: {device.Serial}

            NAME: "Switch 1", DESCR: "{device.Model.Name}"
            PID: {device.Model.Name,-18}, VID: V02  , SN: {device.Serial}

            NAME: "Switch 1 - Power Supply A", DESCR: "Switch 1 - Power Supply A"
            PID: PWR-C1-715WAC     , VID: V01  , SN: {new Serial(device.Serial.Bits * 3)}

            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            Port port = report.Device.Port(index);
            // A transceiver that is replaced has another serial number.
            var serial = new Serial(random.Next() + (ulong)report.Touches(index) * 0x10000);
            ReadOnlySpan<byte> type = port.Name.IsUplink ? "SFP-10GBase-SR"u8 : "1000BaseSX SFP"u8;
            ReadOnlySpan<byte> product = port.Name.IsUplink ? "SFP-10G-SR"u8 : "GLC-SX-MMD"u8;
            if (index > 0)
                report.Text.Line();
            report.Text.Line($"""
                NAME: "{port.Name}", DESCR: "{type}"
                PID: {product,-18}, VID: V03  , SN: {serial}
                """);
        });
    }

    public static void Environment(Report report)
    {
        report.Text.Line($"""
            Switch   FAN     Speed   State   Airflow direction
            ---------------------------------------------------
              1       1     {5200 + report.Revision % 9 * 40,5}     OK     Front to Back
              1       2     {5200 + report.Revision % 7 * 40,5}     OK     Front to Back
              1       3     {5200 + report.Revision % 5 * 40,5}     OK     Front to Back
            FAN PS-1 is OK
            FAN PS-2 is NOT PRESENT
            Switch 1: SYSTEM TEMPERATURE is OK

            Sensor                  Location          State               Reading       Range(min-max)
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int touches = report.Touches(index);
            int slot = index / 24 + 1;
            switch (index % 3)
            {
                case 0:
                    int inlet = 22 + (random.Below(16) + touches) % 30;
                    report.Text.Line($"Temp: Sensor {index,-10} R{slot,-16} GREEN               {inlet,3} Celsius   0 - 56");
                    break;
                case 1:
                    int millivolts = 11_900 + (random.Below(160) + touches) % 200;
                    report.Text.Line($"V1: VX{index,-17} R{slot,-16} GREEN               {millivolts,5} mV      na");
                    break;
                default:
                    int watts = 120 + (random.Below(90) + touches) % 100;
                    report.Text.Line($"Pin: Power In {index,-9} P{slot % 2,-16} GREEN               {watts,5} watts   na");
                    break;
            }
        });
    }
}
