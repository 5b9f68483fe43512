using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Cisco.IosXr;

/// <summary><c>show version</c>.</summary>
internal static class ShowVersion
{
    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        var uptime = new Duration(device.UptimeSeconds(report.Revision));
        string version = device.Model.Version;
        report.Text.Line($"""
            Cisco IOS XR Software, Version {version}
            Copyright (c) 2013-2024 by Cisco Systems, Inc.

            Build Information:
             Built By     : ingunawa
             Built On     : Thu Apr 14 08:02:47 PDT 2022
             Built Host   : iox-ucs-023
             Workspace    : /auto/srcarchive11/prod/{version}/ncs5500/ws
             Version      : {version}
             Location     : /opt/cisco/XR/packages/
             Label        : {version}

            cisco {device.Model.Train} () processor
            System uptime is {uptime:u}
            """);
    }
}
