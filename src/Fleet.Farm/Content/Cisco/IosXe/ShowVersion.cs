using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXe;

/// <summary><c>show version</c>.</summary>
internal static class ShowVersion
{
    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        Moment started = device.Started;
        ReadOnlySpan<byte> reason = device.HasRebooted ? "Power Failure or Unknown"u8 : "Reload Command"u8;
        ReadOnlySpan<byte> returned = device.HasRebooted ? "power-on"u8 : "Reload Command"u8;
        report.Text.Line($"""
            Cisco IOS XE Software, Version {device.Model.Version}
            Cisco IOS Software [{device.Model.Train}], Catalyst L3 Switch Software (CAT9K_IOSXE), Version {device.Model.Version}, RELEASE SOFTWARE (fc3)
            Technical Support: http://www.cisco.com/techsupport
            Copyright (c) 1986-2024 by Cisco Systems, Inc.
            Compiled Fri 20-Oct-23 10:44 by mcpre


            ROM: IOS-XE ROMMON
            BOOTLDR: System Bootstrap, Version 17.8.1r[FC1], RELEASE SOFTWARE (P)

            {device.Name} uptime is {uptime:u}
            Uptime for this control processor is {uptime:u}
            System returned to ROM by {returned}
            System restarted at {started:t} UTC {started.DayName} {started.MonthName} {started.Time.Day} {started.Time.Year}
            System image file is "flash:packages.conf"
            Last reload reason: {reason}



            Technology Package License Information:

            ------------------------------------------------------------------------------
            Technology-package                                     Technology-package
            Current                        Type                       Next reboot
            ------------------------------------------------------------------------------
            network-advantage       Smart License                    network-advantage
            dna-advantage           Subscription Smart License       dna-advantage

            Smart Licensing Status: Smart Licensing Using Policy

            cisco {device.Model.Name} (X86) processor with 1331521K/6147K bytes of memory.
            Processor board ID {device.Serial}
            1 Virtual Ethernet interface
            48 Gigabit Ethernet interfaces
            4 Ten Gigabit Ethernet interfaces
            2048K bytes of non-volatile configuration memory.
            8388608K bytes of physical memory.
            1638400K bytes of Crash Files at crashinfo:.
            11264000K bytes of Flash at flash:.

            Base Ethernet MAC Address          : {device.BaseMac:c}
            Motherboard Assembly Number        : 73-17954-06
            Motherboard Serial Number          : {device.Serial}
            Model Revision Number              : A0
            Motherboard Revision Number        : A0
            Model Number                       : {device.Model.Name}
            System Serial Number               : {device.Serial}


            Switch Ports Model              SW Version        SW Image              Mode
            ------ ----- -----              ----------        ----------            ----
            *    1 65    {device.Model.Name,-18} {device.Model.Version,-17} CAT9K_IOSXE           INSTALL


            Configuration register is 0x102
            """);
    }
}
