using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.NxOs;

/// <summary><c>show version</c>.</summary>
internal static class ShowVersion
{
    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        ReadOnlySpan<byte> reason = device.HasRebooted ? "Module PowerCycled"u8 : "Reset Requested by CLI command reload"u8;
        string image = device.Model.Version.Replace('(', '.').Replace(")", "", StringComparison.Ordinal);
        report.Text.Line($"""
            Cisco Nexus Operating System (NX-OS) Software
            TAC support: http://www.cisco.com/tac
            Copyright (C) 2002-2024, Cisco and/or its affiliates.
            All rights reserved.

            Software
              BIOS: version 05.45
              NXOS: version {device.Model.Version}
              BIOS compile time:  07/05/2021
              NXOS image file is: bootflash:///nxos.{image}.bin
              NXOS compile time:  5/19/2023 12:00:00 [05/19/2023 21:34:18]


            Hardware
              cisco {device.Model.Description}
              Intel(R) Xeon(R) CPU D-1526 @ 1.80GHz with 24570696 kB of memory.
              Processor Board ID {device.Serial}

              Device name: {device.Name}
              bootflash:  115343360 kB

            Kernel uptime is {uptime.Days} day(s), {uptime.Hours} hour(s), {uptime.Minutes} minute(s), {uptime.OddSeconds} second(s)

            Last reset at {report.Row(0).Below(999_999)} usecs after {device.Started:w} {device.Started.Time.Year}
              Reason: {reason}
              System version: {device.Model.Version}
              Service:

            plugin
              Core Plugin, Ethernet Plugin

            Active Package(s):

            """);
    }
}
