using Fleet.Farm.Content.Facts;

namespace Fleet.Farm.Content.Juniper;

/// <summary><c>show version</c>.</summary>
internal static class ShowVersion
{
    /// <summary>How fresh a build is, which is all that distinguishes packages.</summary>
    private static ReadOnlySpan<byte> Build => "20230616.051920_builder_junos"u8;

    public static void Write(Report report)
    {
        DeviceFacts device = report.Device;
        string version = device.Model.Version;
        report.Text.Line($"""
            Hostname: {device.Name}
            Model: {device.Model.Name}
            Junos: {version}
            JUNOS OS Kernel 64-bit  [{Build}]
            JUNOS OS libs [{Build}]
            JUNOS OS runtime [{Build}]
            JUNOS OS time zone information [{Build}]
            JUNOS network stack and utilities [{Build}]
            JUNOS libs [{Build}]
            JUNOS runtime [{Build}]
            JUNOS Web Management Platform Package [{Build}]
            JUNOS {device.Model.Train} runtime [{Build}]
            JUNOS {device.Model.Train} platform support [{Build}]
            JUNOS {device.Model.Train} modules [{Build}]
            JUNOS modules [{Build}]
            JUNOS daemons [{Build}]
            JUNOS Online Documentation [{Build}]
            JUNOS FIPS mode utilities [{Build}]
            """);
    }
}
