using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show inventory</c>, <c>show environment</c> and <c>show module</c>.</summary>
internal static class ShowHardware
{
    public static void Inventory(Report report)
    {
        DeviceFacts device = report.Device;
        report.Text.Line($"""
            NAME: "Chassis",  DESCR: "{device.Model.Description}"
            PID: N9K-{device.Model.Name,-16},  VID: V03 ,  SN: {device.Serial}

            NAME: "Slot 1",  DESCR: "48x10/25G + 6x40/100G Ethernet Module"
            PID: N9K-{device.Model.Name,-16},  VID: V03 ,  SN: {device.Serial}
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            // A part that is replaced has another serial number.
            var serial = new Serial(random.Next() + (ulong)report.Touches(index) * 0x10000);
            if (index % 5 < 2)
            {
                report.Text.Line($"""

                    NAME: "Power Supply {index / 5 * 2 + index % 5 + 1}",  DESCR: "Nexus9000 Chassis Power Supply"
                    PID: {"NXA-PAC-500W-PE",-20},  VID: V01 ,  SN: {serial}
                    """);
            }
            else
            {
                report.Text.Line($"""

                    NAME: "Fan {index / 5 * 3 + index % 5 - 1}",  DESCR: "Nexus9000 Chassis Fan Module"
                    PID: {"NXA-FAN-30CFM-F",-20},  VID: V01 ,  SN: N/A
                    """);
            }
        });
    }

    public static void Environment(Report report)
    {
        int draw = 110 + (report.Row(-1).Below(60) + report.Revision) % 90;
        report.Text.Line($"""

            Fan:
            ---------------------------------------------------------------------------
            Fan             Model                Hw     Direction      Status
            ---------------------------------------------------------------------------
            Fan1(sys_fan1)  NXA-FAN-30CFM-F      --     front-to-back  Ok
            Fan2(sys_fan2)  NXA-FAN-30CFM-F      --     front-to-back  Ok
            Fan3(sys_fan3)  NXA-FAN-30CFM-F      --     front-to-back  Ok
            Fan_in_PS1      --                   --     front-to-back  Ok
            Fan_in_PS2      --                   --     front-to-back  Ok
            Fan Zone Speed: Zone 1: 0x80
            Fan Air Filter : NotSupported


            Power Supply:
            Voltage: 12 Volts
            Power                              Actual        Actual        Total
            Supply    Model                    Output        Input         Capacity    Status
                                               (Watts )      (Watts )      (Watts )
            -------  -------------------  -----------  -----------  -----------  --------------
            1        NXA-PAC-500W-PE      {draw,9} W    {draw + 12,8} W       500 W      Ok
            2        NXA-PAC-500W-PE      {draw - 7,9} W    {draw + 5,8} W       500 W      Ok

            Temperature:
            --------------------------------------------------------------------
            Module   Sensor        MajorThresh   MinorThres   CurTemp     Status
                                   (Celsius)     (Celsius)    (Celsius)
            --------------------------------------------------------------------
            """);
        report.Fill(static (report, index) =>
        {
            SplitMix random = report.Row(index);
            int celsius = 24 + (random.Below(30) + report.Touches(index)) % 40;
            ReadOnlySpan<byte> sensor = (index % 4) switch
            {
                0 => "FRONT"u8,
                1 => "BACK"u8,
                2 => "CPU"u8,
                _ => "ASIC"u8,
            };
            report.Text.Line($"{index / 4 + 1,-8} {sensor,-13} {80,-13} {70,-12} {celsius,-11} Ok");
        });
    }

    public static void Module(Report report) => report.Text.Line($"""
        Mod Ports             Module-Type                      Model           Status
        --- ----- ------------------------------------- --------------------- ---------
        1    54   48x10/25G + 6x40/100G Ethernet Module N9K-{report.Device.Model.Name,-17} active *

        Mod  Sw                       Hw    Slot
        ---  ----------------------- ------ ----
        1    {report.Device.Model.Version,-23} 1.2    NA

        Mod  MAC-Address(es)                         Serial-Num
        ---  --------------------------------------  ----------
        1    {report.Device.BaseMac:c} to {new MacAddress(report.Device.BaseMac.Bits + 77):c}  {report.Device.Serial}

        Mod  Online Diag Status
        ---  ------------------
        1    Pass

        * this terminal session
        """);
}
